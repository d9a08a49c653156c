const ENDINGS =
  "astro|bash|bat|c|cc|cfg|cjs|conf|cpp|cs|css|csv|cts|dart|ex|exs|go|graphql|h|hpp|hs|htm|html|ini|ipynb|java|jl|js|json|json5|jsonc|jsx|kt|less|lua|md|mdc|mdx|mjs|mmd|mts|php|pl|prisma|properties|proto|ps1|py|r|rb|rs|rst|sass|scala|scss|sh|sol|sql|svelte|svg|swift|tf|toml|ts|tsv|tsx|txt|vue|xml|yaml|yml|zig|zsh";
const KNOWN_ENDING = new RegExp(`\\.(?:${ENDINGS})$`, "i");
const WITHOUT_ENDING =
  /^(?:\.[a-z][\w.-]*|caddyfile|codeowners|dockerfile|gemfile|jenkinsfile|justfile|license|makefile|procfile|rakefile)$/i;
/** Signs that stand in no path that anybody means. */
const FOREIGN = /[\s`*<>|"?]|:\/\//;

/** Is this word, found in prose or in a comment, the path of a file? Nothing but a known kind of file is believed. */
export function looksLikePath(word: string): boolean {
  if (FOREIGN.test(word)) return false;
  const name = word.slice(Math.max(word.lastIndexOf("/"), word.lastIndexOf("\\")) + 1);
  return (KNOWN_ENDING.test(name) && name.lastIndexOf(".") > 0) || WITHOUT_ENDING.test(name);
}

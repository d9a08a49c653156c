/** Checks the import rules of .dependency-cruiser.cjs over the shipping code and what stands beside it. */
import swc from "@swc/core";

// dependency-cruiser 17 hands .tsx files to swc without saying that they hold JSX; say it for them.
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith(".tsx") });

const { cruise } = await import("dependency-cruiser");
const extractConfig = (await import("dependency-cruiser/config-utl/extract-depcruise-config")).default;
const extractTsConfig = (await import("dependency-cruiser/config-utl/extract-ts-config")).default;

const FOLDERS = ["app", "components", "lib", "local", "tests", "proxy.ts", "instrumentation.ts"];
/** With a parser that reads no TypeScript everything passes, because nothing is looked at. */
const FEWEST_MODULES = 100;

const { forbidden, options } = await extractConfig("./.dependency-cruiser.cjs");
const { output } = await cruise(FOLDERS, { ...options, validate: true, ruleSet: { forbidden } }, undefined, {
  tsConfig: extractTsConfig("./tsconfig.json"),
});
const { violations, totalCruised } = output.summary;
for (const { rule, from, to } of violations) {
  const why = forbidden.find(({ name }) => name === rule.name)?.comment ?? "";
  console.error(`${rule.name}: ${from} -> ${to}\n  ${why}`);
}
if (totalCruised < FEWEST_MODULES) console.error(`only ${totalCruised} modules were cruised; the parser is broken`);
console.log(`${totalCruised} modules, ${violations.length} broken boundaries`);
process.exitCode = violations.length > 0 || totalCruised < FEWEST_MODULES ? 1 : 0;

import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import type { SecretLintRuleContext, SecretLintRuleCreator, SecretLintSourceCode } from "@secretlint/types";
import type { Hit } from "@/lib/moderation/finding";
import { isPlaceholder } from "@/lib/moderation/placeholder";

const PREFIX = "@secretlint/secretlint-rule-";
/**
 * The rules that say exactly where a secret stands. Of the others in the preset some point beside the value or at the
 * whole text, and some object to every tutorial; ours stand in for them.
 */
const LABELS: ReadonlyMap<string, string> = new Map([
  ["1password", "1Password token"],
  ["anthropic", "Anthropic API key"],
  ["github", "GitHub token"],
  ["linear", "Linear API key"],
  ["openai", "OpenAI API key"],
  ["sendgrid", "SendGrid key"],
  ["shopify", "Shopify token"],
  ["slack", "Slack token"],
]);

const RULES = creator.rules.flatMap((rule): { name: string; label: string; rule: SecretLintRuleCreator<unknown> }[] => {
  const name = rule.meta.id.replace(PREFIX, "");
  const label = LABELS.get(name);
  return label === undefined ? [] : [{ name, label, rule }];
});

/** What a rule may ask about a text; none of those in the preset asks more of one that is no file. */
function sourceOf(text: string): SecretLintSourceCode {
  const unknown = (): never => {
    throw new Error("a text that is no file has no lines");
  };
  return {
    hasBOM: false,
    content: text,
    filePath: undefined,
    physicalFilePath: undefined,
    contentType: "text",
    ext: "",
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: unknown,
    rangeToLocation: unknown,
    positionToIndex: unknown,
    indexToPosition: unknown,
  };
}

/**
 * Secrets by secretlint's recommended rules. They are called without its core, which keeps a mark of every call, and of
 * everything else in the process that is measured, for as long as the process lives.
 */
export async function secretlintHits(text: string): Promise<Hit[]> {
  const source = sourceOf(text);
  const hits: Hit[] = [];
  for (const { name, label, rule } of RULES) {
    const context: SecretLintRuleContext = {
      sharedOptions: {},
      createTranslator: () => (messageId) => ({ message: "", messageId: String(messageId), data: undefined }),
      report: ({ range: [start, end] }) => {
        if (!isPlaceholder(text.slice(start, end))) hits.push({ kind: "secret", rule: name, label, start, end });
      },
      // A comment in the text that switches a rule off is not heard: whoever shares it may not have written it.
      ignore: () => undefined,
    };
    await rule.create(context, {}).file?.(source);
  }
  return hits;
}

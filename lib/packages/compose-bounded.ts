import { composePrompt, type PromptParts, promptText } from "@/lib/packages/compose-prompt";
import { boundTokens } from "@/lib/packages/estimate-tokens";
import { mainFile } from "@/lib/packages/main-file";
import type { PackageSource, SourceFile } from "@/lib/packages/package-source";
import { COMMAND_LENGTH_MAX, PROMPT_BYTES_MAX, PROMPT_WEIGHT_MAX } from "@/lib/packages/prompt-limits";
import { refusal } from "@/lib/packages/refusal";

type Parts = PromptParts & Pick<PackageSource, "subtype"> & { files: readonly SourceFile[] };

/**
 * The text of a package that is about to be published and its weight by our own bound, in tokens. Refuses with
 * `payload_too_large`, naming the main file, what no answer could carry and no run could take.
 */
export function composeBounded(parts: Parts): { text: string; tokens: number } {
  const main = mainFile({ name: parts.name, subtype: parts.subtype, paths: parts.files.map((file) => file.path) });
  const tooHeavy = (most: string) =>
    refusal(main, `${main} makes a prompt of more than ${most}; move parts of it to other files.`, "payload_too_large");
  const mostBytes = `${PROMPT_BYTES_MAX / 1e6} MB`;
  const bytesOf = (text: string) => new TextEncoder().encode(text).byteLength;
  // Before anything is composed: that takes its time with a huge file.
  const content = parts.files.find((file) => file.path === main)?.content ?? "";
  if (content.length > PROMPT_BYTES_MAX) throw tooHeavy(mostBytes);
  const prompt = composePrompt(parts);
  const text = promptText(prompt);
  if (bytesOf(text) > PROMPT_BYTES_MAX) throw tooHeavy(mostBytes);
  if (prompt.kind === "command" && text.length > COMMAND_LENGTH_MAX) {
    throw tooHeavy(`${COMMAND_LENGTH_MAX.toLocaleString("en")} characters`);
  }
  const tokens = boundTokens(text);
  if (tokens > PROMPT_WEIGHT_MAX) throw tooHeavy(`${PROMPT_WEIGHT_MAX.toLocaleString("en")} tokens`);
  return { text, tokens };
}

import "server-only";
import { countTokens } from "@/lib/anthropic/count-tokens.server";
import { env } from "@/lib/env.server";
import { MODELS } from "@/lib/models/models";

/** A package's weight by the provider's own counter, in Sonnet tokens; null when it does not answer. */
export function countPrompt(text: string): Promise<number | null> {
  const model = env().MODEL_ID_SONNET ?? MODELS.sonnet.providerModel;
  return countTokens({ model, system: text, messages: [{ role: "user", content: "." }] });
}

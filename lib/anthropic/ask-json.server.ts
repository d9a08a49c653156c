import "server-only";
import { anthropic } from "@/lib/anthropic/client.server";
import { toProviderError } from "@/lib/anthropic/provider-error.server";

export type JsonQuestion = {
  model: string;
  system: string;
  user: string;
  /** Objects with `additionalProperties: false`, no limits of length or number (documented). */
  schema: Record<string, unknown>;
  maxTokens: number;
  /** For all attempts together. */
  timeoutMs: number;
};

/** A refusal and a full answer can break the shape, so the text is to be read with care. */
export type JsonAnswer = { text: string; stopReason: string | null; tokens: Tokens };

type Tokens = { inputTokens: number; outputTokens: number; cacheReadTokens: number; cacheWriteTokens: number };

/** Asks for one short answer in JSON, with one retry at most; whatever goes wrong is thrown as ProviderError. */
export async function askJson({
  model,
  system,
  user,
  schema,
  maxTokens,
  timeoutMs,
}: JsonQuestion): Promise<JsonAnswer> {
  try {
    const { content, stop_reason, usage } = await anthropic().messages.create(
      {
        model,
        system,
        max_tokens: maxTokens,
        messages: [{ role: "user", content: user }],
        output_config: { effort: "low", format: { type: "json_schema", schema } },
      },
      { timeout: timeoutMs, maxRetries: 1, signal: AbortSignal.timeout(timeoutMs) },
    );
    return {
      text: content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join(""),
      stopReason: stop_reason,
      tokens: {
        inputTokens: usage.input_tokens,
        outputTokens: usage.output_tokens,
        cacheReadTokens: usage.cache_read_input_tokens ?? 0,
        cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
      },
    };
  } catch (error) {
    throw toProviderError(error);
  }
}

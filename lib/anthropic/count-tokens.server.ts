import "server-only";
import { anthropic } from "@/lib/anthropic/client.server";
import type { ProviderRequest } from "@/lib/anthropic/stream-message.server";
import { log } from "@/lib/log.server";

/** Counting is a courtesy before a run, so it gets little time and no retry. */
const TIMEOUT_MS = 1_500;

/**
 * The provider's own count of a prompt, in tokens of that model; null when it does not answer in time.
 * The provider calls it an estimate (documented); it is free and has a rate limit of its own.
 */
export async function countTokens(
  request: Pick<ProviderRequest, "model" | "system" | "messages">,
): Promise<number | null> {
  try {
    const { input_tokens } = await anthropic().messages.countTokens(
      {
        model: request.model,
        messages: request.messages,
        ...(request.system === null ? {} : { system: request.system }),
      },
      { timeout: TIMEOUT_MS, maxRetries: 0 },
    );
    // A server of another make may answer the address with something else.
    return Number.isInteger(input_tokens) ? input_tokens : null;
  } catch (error) {
    log.warn({ err: error, model: request.model }, "token count not available");
    return null;
  }
}

import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import { env } from "@/lib/env.server";
import { processSingleton } from "@/lib/process-singleton";

/** Our wait for response headers; the SDK's own default of ten minutes is longer than a run may take. */
const HEADERS_TIMEOUT_MS = 30_000;

/** The process's one client. ANTHROPIC_BASE_URL may name any server that speaks the Messages API. */
export function anthropic(): Anthropic {
  return processSingleton("anthropic", () => {
    const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL } = env();
    return new Anthropic({
      apiKey: ANTHROPIC_API_KEY ?? "none",
      ...(ANTHROPIC_BASE_URL ? { baseURL: ANTHROPIC_BASE_URL } : {}),
      timeout: HEADERS_TIMEOUT_MS,
      maxRetries: 2,
      logLevel: "off",
    });
  });
}

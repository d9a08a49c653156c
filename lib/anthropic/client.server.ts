import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import { retryPolicy } from "@/lib/anthropic/retry-policy.server";
import { env } from "@/lib/env.server";
import { processSingleton } from "@/lib/process-singleton";
import { observedFetch } from "@/lib/telemetry/observed-fetch.server";

/** The process's one client. ANTHROPIC_BASE_URL may name any server that speaks the Messages API. */
export function anthropic(): Anthropic {
  return processSingleton("anthropic", () => {
    const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, PROVIDER_ANSWER_SECONDS } = env();
    return new Anthropic({
      apiKey: ANTHROPIC_API_KEY ?? "none",
      ...(ANTHROPIC_BASE_URL ? { baseURL: ANTHROPIC_BASE_URL } : {}),
      // For one attempt; the run has its own limit for all of them. The SDK's default of ten minutes is longer than a run.
      timeout: PROVIDER_ANSWER_SECONDS * 1_000,
      maxRetries: 2,
      middleware: [retryPolicy()],
      logLevel: "off",
      fetch: observedFetch,
      // Its own spans could be told by the environment to carry prompts and answers; ours never do.
      openTelemetry: false,
    });
  });
}

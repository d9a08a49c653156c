import "server-only";
import { requestContext } from "@/lib/telemetry/request-context.server";
import { recordAttempt, recordOverhead } from "@/lib/telemetry/run-metrics.server";
import { inSpan, markFailed } from "@/lib/telemetry/spans.server";

function callOf(url: string): "messages" | "count_tokens" | "other" {
  const { pathname } = new URL(url);
  if (pathname.endsWith("/v1/messages")) return "messages";
  return pathname.endsWith("/v1/messages/count_tokens") ? "count_tokens" : "other";
}

/** The number of this attempt within its run; the first one closes our part of the wait. */
function countAttempt(): number {
  const { run, acceptedAt } = requestContext() ?? {};
  if (run === undefined || acceptedAt === undefined) return 1;
  run.attempts += 1;
  if (run.attempts === 1) recordOverhead(performance.now() - acceptedAt);
  return run.attempts;
}

/** `fetch` for the provider's client: a span and a count for each attempt, which ends when its headers are here. */
export const observedFetch: typeof fetch = (input, init) => {
  const call = callOf(input instanceof Request ? input.url : String(input));
  const attempt = countAttempt();
  return inSpan(
    "provider.request",
    async (span) => {
      try {
        const response = await fetch(input, init);
        recordAttempt(call, String(response.status));
        span.setAttribute("http.response.status_code", response.status);
        if (!response.ok) markFailed(span, String(response.status));
        return response;
      } catch (error) {
        recordAttempt(call, init?.signal?.aborted ? "aborted" : "unreachable");
        throw error;
      }
    },
    { "provider.call": call, "provider.attempt": attempt },
  );
};

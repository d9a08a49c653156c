import "server-only";
import Anthropic from "@anthropic-ai/sdk";

/** A fault at the provider or on the way to it, in our words. */
export class ProviderError extends Error {
  /** `unavailable`: theirs or the network's, may pass. `rejected`: our request, key or account is at fault. */
  readonly kind: "unavailable" | "rejected";
  readonly status: number | null;
  readonly type: string | null;
  readonly requestId: string | null;

  constructor(fault: Pick<ProviderError, "kind" | "status" | "type" | "requestId" | "message"> & { cause?: unknown }) {
    super(fault.message, { cause: fault.cause });
    this.name = "ProviderError";
    this.kind = fault.kind;
    this.status = fault.status;
    this.type = fault.type;
    this.requestId = fault.requestId;
  }
}

const PASSING = new Set(["rate_limit_error", "api_error", "overloaded_error", "timeout_error"]);

/**
 * Translates what the SDK throws. An error inside a stream carries no status, so its type decides; a torn stream is a
 * plain TypeError and malformed JSON a SyntaxError (measured against a scripted server).
 */
export function toProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const cause = error;
  if (error instanceof Anthropic.APIConnectionError || !(error instanceof Anthropic.APIError)) {
    const message = error instanceof Error ? error.message : "unknown fault";
    return new ProviderError({ kind: "unavailable", status: null, type: null, requestId: null, message, cause });
  }
  const status = error.status ?? null;
  const passing = status === null ? PASSING.has(error.type ?? "") : status === 408 || status === 429 || status >= 500;
  return new ProviderError({
    kind: passing ? "unavailable" : "rejected",
    status,
    type: error.type,
    requestId: error.requestID ?? null,
    message: error.message,
    cause,
  });
}

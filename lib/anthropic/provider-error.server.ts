import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import type { FaultReason } from "@/lib/anthropic/fault-reason";

/** A fault at the provider or on the way to it, in our words. */
export class ProviderError extends Error {
  /** `unavailable`: theirs or the network's, may pass. `rejected`: our request, key or account is at fault. */
  readonly kind: "unavailable" | "rejected";
  readonly reason: FaultReason;
  readonly status: number | null;
  readonly type: string | null;
  readonly requestId: string | null;
  /** When the provider wants to be asked again. */
  readonly retryAfterSeconds: number | null;

  constructor(
    fault: Pick<ProviderError, "kind" | "reason" | "status" | "type" | "requestId" | "message"> & {
      retryAfterSeconds?: number | null;
      cause?: unknown;
    },
  ) {
    super(fault.message, { cause: fault.cause });
    this.name = "ProviderError";
    this.kind = fault.kind;
    this.reason = fault.reason;
    this.status = fault.status;
    this.type = fault.type;
    this.requestId = fault.requestId;
    this.retryAfterSeconds = fault.retryAfterSeconds ?? null;
  }
}

/** Error codes of the API that no waiting cures: `@anthropic-ai/sdk` 1.12, resources/shared. */
const SPENT = new Set([
  "enforced_spend_limit_reached",
  "contract_spend_limit_reached",
  "linked_organization_spend_limit_reached",
  "organization_on_hold",
]);

/** Is this the error code of an account that has spent, or is held back, until somebody does something about it? */
export function isSpent(errorCode: unknown): boolean {
  return typeof errorCode === "string" && SPENT.has(errorCode);
}

const PASSING = new Set(["rate_limit_error", "api_error", "overloaded_error", "timeout_error"]);
const ACCOUNT = new Set([401, 402, 403]);

type Fault = InstanceType<typeof Anthropic.APIError>;

function reasonOf({ status, type, errorCode }: Fault): FaultReason {
  if (isSpent(errorCode)) return "spend_limit";
  if (status === 529 || type === "overloaded_error") return "overloaded";
  if (status === 429 || type === "rate_limit_error") return "provider_limit";
  if (status !== undefined && ACCOUNT.has(status)) return "account";
  return status === undefined || status === 408 || status >= 500 ? "unavailable" : "rejected";
}

/** Seconds of a Retry-After header (a number or a date), from now; null without one that can be read. */
export function retryAfterSeconds(header: string | null | undefined): number | null {
  if (!header) return null;
  const seconds = Number.isNaN(Number(header)) ? (Date.parse(header) - Date.now()) / 1_000 : Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : null;
}

/** The provider's name for a kind of error; a gateway's may be anything, also what we sent, and would be logged. */
function typeName(type: string | null): string | null {
  return type !== null && /^[a-z_]{1,40}$/.test(type) ? type : null;
}

/**
 * Translates what the SDK throws. An error inside a stream carries no status, so its type decides; a torn stream is a
 * plain TypeError and malformed JSON a SyntaxError (measured against a scripted server).
 */
export function toProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const cause = error;
  const none = { status: null, type: null, requestId: null, cause };
  if (error instanceof Anthropic.APIConnectionTimeoutError) {
    return new ProviderError({ ...none, kind: "unavailable", reason: "no_answer", message: error.message });
  }
  if (error instanceof Anthropic.APIConnectionError) {
    return new ProviderError({ ...none, kind: "unavailable", reason: "unavailable", message: error.message });
  }
  if (!(error instanceof Anthropic.APIError)) {
    const message = error instanceof Error ? error.message : "unknown fault";
    return new ProviderError({ ...none, kind: "unavailable", reason: "cut", message });
  }
  const fault: Fault = error;
  const status = fault.status ?? null;
  const reason = reasonOf(fault);
  const passing = status === null ? PASSING.has(fault.type ?? "") : status === 408 || status === 429 || status >= 500;
  return new ProviderError({
    kind: passing || reason === "spend_limit" ? "unavailable" : "rejected",
    reason,
    status,
    type: typeName(fault.type),
    requestId: fault.requestID ?? null,
    retryAfterSeconds: retryAfterSeconds(fault.headers?.get("retry-after")),
    message: fault.message,
    cause,
  });
}

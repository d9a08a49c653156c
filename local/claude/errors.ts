import type { ErrorType } from "@anthropic-ai/sdk/resources/shared";
import { Refusal } from "../stand-in/refusal";

// The types that stand in an error body, by HTTP status (@anthropic-ai/sdk 1.12, resources/shared).
const TYPES: Readonly<Record<number, ErrorType>> = {
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

const MESSAGES: Readonly<Record<number, string>> = {
  400: "The local stand-in was asked to refuse this request.",
  401: "invalid x-api-key",
  402: "Your credit balance is too low to access the Anthropic API.",
  429: "This request would exceed your organization's rate limit.",
  500: "Internal server error",
  504: "The request timed out.",
  529: "Overloaded",
};

type ErrorOptions = { errorCode?: string; headers?: Record<string, string> };

/** A refusal in the shape of the Messages API: HTTP status, error type, message and, for some, a stable error code. */
export class ApiError extends Refusal {
  readonly type: ErrorType;
  readonly errorCode: string | null;

  constructor(status: number, message: string, { errorCode, headers }: ErrorOptions = {}) {
    super(status, message, headers);
    this.type = TYPES[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
    this.errorCode = errorCode ?? null;
  }
}

/** Any refusal in the shape of the Messages API; what is none is a failure of ours. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Refusal) return new ApiError(error.status, error.message, { headers: error.headers });
  return new ApiError(500, "Internal server error");
}

/** Which error is wanted: its status, a stable code for its body, and what a retry-after header says. */
export type ErrorWish = { error: number | "spend_limit"; code?: string; retry_after?: number };

/**
 * The error that was asked for. One with a code is a limit that no short wait cures (`spend_limit` is a short name of
 * the commonest), so only a 429 without one comes with a retry-after unasked.
 */
export function errorFromWish({ error, code, retry_after }: ErrorWish): ApiError {
  const status = error === "spend_limit" ? 429 : error;
  const errorCode = code ?? (error === "spend_limit" ? "enforced_spend_limit_reached" : undefined);
  const message = errorCode?.endsWith("spend_limit_reached")
    ? "You have reached your monthly API usage threshold."
    : (MESSAGES[status] ?? `The local stand-in was asked for status ${status}.`);
  const seconds = retry_after ?? (status === 429 && errorCode === undefined ? 1 : undefined);
  return new ApiError(status, message, {
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(seconds === undefined ? {} : { headers: { "retry-after": String(seconds) } }),
  });
}

/** The JSON body of an error, the same in a response and in an `error` event of a stream. */
export function errorBody(error: ApiError, requestId: string) {
  const details = error.errorCode ? { details: { error_code: error.errorCode } } : {};
  return { type: "error", error: { type: error.type, message: error.message, ...details }, request_id: requestId };
}

/** Every refusal the product can make: the status it answers with and the sentence people read. */
const ERRORS = {
  unauthenticated: { status: 401, message: "Please sign in first." },
  insufficient_credits: { status: 402, message: "This run needs more credits than you have." },
  plan_required: { status: 403, message: "This is part of PRPM+." },
  forbidden: { status: 403, message: "You are not allowed to do this." },
  not_found: { status: 404, message: "There is nothing here, or it is not yours." },
  method_not_allowed: { status: 405, message: "This address does not answer that method." },
  conflict: { status: 409, message: "This does not fit what is already there." },
  idempotency_mismatch: { status: 409, message: "This Idempotency-Key was used before with other content." },
  payload_too_large: { status: 413, message: "This is more than can be taken in one request." },
  unsupported_media_type: { status: 415, message: "This content type is not understood here." },
  invalid_input: { status: 422, message: "Something in the request is not right." },
  budget_too_small: { status: 422, message: "The budget is too small for this run." },
  invalid_signature: { status: 400, message: "The signature does not match." },
  rate_limited: { status: 429, message: "Too many requests; please wait a moment." },
  model_unavailable: { status: 503, message: "The model is not answering; you were not charged." },
  payments_unavailable: {
    status: 503,
    message: "Payments are not available at the moment; nothing was charged. Please try again in a minute.",
  },
  runs_disabled: { status: 503, message: "Runs are switched off on this installation." },
  internal: { status: 500, message: "Something went wrong on our side; you were not charged." },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Facts that are safe to show beside a refusal; never named `error` or `message`. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** A refusal in the shape every route and stream sends: the code for programs, the sentence for people. */
export type ErrorBody = { error: ErrorCode; message: string } & Record<string, unknown>;

/** A refusal with a code. `details` may be shown to the caller; `cause` is logged and never sent. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: { message?: string; details?: ErrorDetails; cause?: unknown } = {}) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details ?? {};
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  toBody(): ErrorBody {
    return { ...this.details, error: this.code, message: this.message };
  }
}

/** What the database says of a write whose owner deleted their account meanwhile. */
const OWNER_IS_GONE = "PR007";

/** An unknown failure becomes `internal`; an `AppError` passes unchanged. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const isGone = error instanceof Error && "code" in error && error.code === OWNER_IS_GONE;
  return new AppError(isGone ? "unauthenticated" : "internal", { cause: error });
}

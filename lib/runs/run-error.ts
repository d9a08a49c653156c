import { AppError, type ErrorBody, type ErrorCode } from "@/lib/errors";
import { type FailureReason, failureSentence } from "@/lib/runs/failure-reason";

/** How a run failed: `retryAfterSeconds` when the provider or our breaker named a time. */
export type RunFailure = { code: ErrorCode; reason: FailureReason | null; retryAfterSeconds: number | null };

/** The body of a run that failed: never charged, why, and whether and when another try may help. */
export function runErrorBody({ code, reason, retryAfterSeconds }: RunFailure): ErrorBody {
  const message = failureSentence(reason);
  return new AppError(code, {
    ...(message === undefined ? {} : { message }),
    details: {
      ...(reason === null ? {} : { reason }),
      retryable: code === "model_unavailable" || code === "internal",
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
      creditsCharged: 0,
    },
  }).toBody();
}

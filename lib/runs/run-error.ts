import { AppError, type ErrorBody, type ErrorCode } from "@/lib/errors";

/** The body of a run that failed: never charged, and whether another try may help. */
export function runErrorBody(code: ErrorCode): ErrorBody {
  const retryable = code === "model_unavailable" || code === "internal";
  return new AppError(code, { details: { retryable, creditsCharged: 0 } }).toBody();
}

import type { ErrorBody } from "@/lib/errors";

/** Seconds to wait before another try makes sense; 0 when the server named none. */
export function retrySeconds(error: ErrorBody | null | undefined): number {
  const seconds = error?.["retryAfterSeconds"];
  return typeof seconds === "number" ? seconds : 0;
}

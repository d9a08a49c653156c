import { NO_ANSWER } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";

/** Why an adjustment was not made, for the admin who asked for it: their own credits are not what was at stake. */
export function refusedAdjustment(error: ErrorBody): string {
  if (error === NO_ANSWER) {
    return "No answer from the server. Check your connection and try again; it is made once, however often you try.";
  }
  if (error.error === "internal") return "Something went wrong on our side. Nothing was changed; try again.";
  if (error.error === "invalid_input")
    return "The amount or the reason cannot be taken as it is. Go back and change it.";
  return error.message;
}

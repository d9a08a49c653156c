import "server-only";
import { now } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";

/** Does what somebody wanted to pay for; when Stripe keeps them from it the operator is told, once a day. */
export async function withPurchaseAlarm<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AppError && error.code === "payments_unavailable" && error.details["reason"] === "stripe") {
      const message = "Somebody wanted to pay and Stripe did not answer, or refused what we asked of it";
      await raiseAlert({ kind: "purchases_failing", message }, now());
    }
    throw error;
  }
}

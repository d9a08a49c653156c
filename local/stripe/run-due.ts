import { expireSession } from "./checkout/complete-session";
import { lapseDispute } from "./money/disputes";
import { failRefund, settleRefund } from "./money/refunds";
import type { DueRow, DueTask } from "./state/rows";
import { retryInvoice } from "./subscriptions/pay-invoice";
import { endAsWished, expireSubscription, renewSubscription } from "./subscriptions/renew-subscription";
import { requireRow, type Work } from "./work";

const TASKS: Readonly<Record<DueTask, (work: Work, id: string) => void>> = {
  "expire-session": (work, id) => {
    const session = requireRow(work, "sessions", id);
    if (session.status === "open") expireSession(work, session);
  },
  "settle-refund": (work, id) => settleRefund(work, requireRow(work, "refunds", id)),
  "fail-refund": (work, id) => failRefund(work, requireRow(work, "refunds", id)),
  "lapse-dispute": lapseDispute,
  "renew-subscription": renewSubscription,
  "cancel-subscription": endAsWished,
  "expire-subscription": expireSubscription,
  "retry-invoice": retryInvoice,
};

/** Lets happen what is due, if it still applies. */
export function runDue(work: Work, { task, object }: DueRow): void {
  TASKS[task](work, object);
}

import type Stripe from "stripe";
import { z } from "zod";
import { newId } from "../state/ids";
import { newestFirst, pageOf, paging } from "../wire/page";
import { isWithin, mergedMetadata, metadata, range, text, whole } from "../wire/params";
import { route } from "../wire/route";
import { conflicting, invalid } from "../wire/stripe-error";
import { add, change, idOf, requireRow, type Work } from "../work";
import { moveBalance } from "./balance";
import type { CardTraits } from "./cards";
import { shownAmount } from "./decimal";
import { traitsOf } from "./payment-methods";

/** After this time what was pending is decided. */
const SETTLED_AFTER_SECONDS = 5;

type NewRefund = {
  charge: Stripe.Charge;
  amount?: number | undefined;
  reason?: Stripe.Refund.Reason | undefined;
  metadata?: Record<string, string>;
  /** How it goes; by itself as the card has it. */
  course?: CardTraits["refund"] | undefined;
};

function checkRefundable(work: Work, charge: Stripe.Charge, amount: number): void {
  if (!charge.paid) throw conflicting(`Charge ${charge.id} did not go through; there is nothing to refund.`);
  if (charge.refunded) throw conflicting(`Charge ${charge.id} has already been refunded.`, "charge_already_refunded");
  const disputed = [...work.tables.disputes.values()].some(
    (dispute) => dispute.charge === charge.id && !dispute.is_charge_refundable && dispute.status !== "won",
  );
  if (disputed)
    throw conflicting(`Charge ${charge.id} has been charged back; cannot issue a refund.`, "charge_disputed");
  const left = charge.amount - charge.amount_refunded;
  if (amount < 1)
    throw invalid("This value must be greater than or equal to 1.", "parameter_invalid_integer", "amount");
  if (amount > left) {
    const [wanted, unrefunded] = [amount, left].map((cents) => shownAmount(cents, charge.currency));
    throw invalid(
      `Refund amount (${wanted}) is greater than unrefunded amount on charge (${unrefunded})`,
      undefined,
      "amount",
    );
  }
}

/** Gives money back, all that is left of a charge or a part of it. */
export function createRefund(work: Work, wanted: NewRefund): Stripe.Refund {
  const { charge } = wanted;
  const amount = wanted.amount ?? charge.amount - charge.amount_refunded;
  checkRefundable(work, charge, amount);
  const course = wanted.course ?? traitsOf(work, charge.payment_method ?? "").refund;
  const id = newId("re");
  const balance = moveBalance(work, {
    amount: -amount,
    currency: charge.currency,
    description: "REFUND FOR CHARGE",
    source: id,
    type: "refund",
    category: "refund",
  });
  const refund = add(work, "refunds", {
    id,
    object: "refund",
    amount,
    balance_transaction: balance.id,
    charge: charge.id,
    created: work.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: wanted.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(course === "pending" && { pending_reason: "processing" as const }),
    reason: wanted.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: course === "pending" ? "pending" : "succeeded",
    transfer_reversal: null,
  });
  const total = charge.amount_refunded + amount;
  const previous = change(charge, { amount_refunded: total, refunded: total === charge.amount });
  work.emit("refund.created", refund);
  work.emit("charge.refunded", charge, previous);
  if (course === "pending") work.schedule("settle-refund", id, work.now() + SETTLED_AFTER_SECONDS);
  if (course === "fails") work.schedule("fail-refund", id, work.now() + SETTLED_AFTER_SECONDS);
  return refund;
}

function tellUpdate(work: Work, refund: Stripe.Refund, previous: Record<string, unknown>): void {
  work.emit("refund.updated", refund, previous);
  work.emit("charge.refund.updated", refund, previous);
}

/** A refund that was pending has gone through. */
export function settleRefund(work: Work, refund: Stripe.Refund): void {
  if (refund.status !== "pending") return;
  const previous = change(refund, { status: "succeeded" });
  delete refund.pending_reason;
  tellUpdate(work, refund, previous);
}

/** The bank could not pay a refund out: the money is the merchant's again. */
export function failRefund(work: Work, refund: Stripe.Refund): void {
  if (refund.status !== "pending" && refund.status !== "succeeded") return;
  const charge = requireRow(work, "charges", idOf(refund.charge) ?? "");
  const balance = moveBalance(work, {
    amount: refund.amount,
    currency: refund.currency,
    description: "REFUND FAILURE",
    source: refund.id,
    type: "refund_failure",
    category: "refund_failure",
  });
  const previous = change(refund, {
    status: "failed",
    failure_reason: "expired_or_canceled_card",
    failure_balance_transaction: balance.id,
  });
  delete refund.pending_reason;
  change(charge, { amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
  work.emit("refund.failed", refund, previous);
  tellUpdate(work, refund, previous);
}

/** The charge that a request names, by itself or by its payment. */
export function chargeNamed(
  work: Work,
  { charge, payment_intent: intent }: { charge?: string | undefined; payment_intent?: string | undefined },
): Stripe.Charge {
  if (charge !== undefined) return requireRow(work, "charges", charge, "charge");
  if (intent === undefined)
    throw invalid("One of the following params should be provided: payment_intent or charge.", "parameter_missing");
  const paid = idOf(requireRow(work, "paymentIntents", intent, "payment_intent").latest_charge);
  const found = paid === null ? undefined : work.tables.charges.get(paid);
  if (!found?.paid) throw conflicting(`This PaymentIntent (${intent}) does not have a successful charge to refund.`);
  return found;
}

const CreateParams = z.strictObject({
  payment_intent: text.optional(),
  charge: text.optional(),
  amount: whole.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  metadata: metadata.optional(),
});

const ListParams = z.strictObject({
  ...paging,
  created: range.optional(),
  charge: text.optional(),
  payment_intent: text.optional(),
});

export const refundRoutes = [
  route("POST /v1/refunds", CreateParams, (work, params) =>
    createRefund(work, {
      charge: chargeNamed(work, params),
      amount: params.amount,
      reason: params.reason,
      metadata: mergedMetadata({}, params.metadata),
    }),
  ),
  route("GET /v1/refunds", ListParams, (work, params) => {
    const rows = newestFirst(work, "refunds").filter(
      (refund) =>
        isWithin(refund.created, params.created) &&
        (params.charge ?? refund.charge) === refund.charge &&
        (params.payment_intent ?? refund.payment_intent) === refund.payment_intent,
    );
    return pageOf(rows, params, "/v1/refunds");
  }),
  route("GET /v1/refunds/:id", z.strictObject({}), (work, _, id) => requireRow(work, "refunds", id)),
  route("POST /v1/refunds/:id", z.strictObject({ metadata: metadata.optional() }), (work, params, id) => {
    const refund = requireRow(work, "refunds", id);
    tellUpdate(work, refund, change(refund, { metadata: mergedMetadata(refund.metadata, params.metadata) }));
    return refund;
  }),
];

import type Stripe from "stripe";
import { newId } from "../state/ids";
import { conflicting } from "../wire/stripe-error";
import { add, change, idOf, requireRow, type Work } from "../work";
import { moveBalance } from "./balance";

const FEE_CENTS = 1_500;
const ANSWER_WITHIN_SECONDS = 9 * 86_400;

export type NewDispute = {
  charge: Stripe.Charge;
  reason: string;
  /** A question of the bank's, without money moved yet. */
  inquiry: boolean;
  amount?: number | undefined;
};

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The holder of a card objects to a charge, or their bank asks about it. */
export function openDispute(work: Work, { charge, reason, inquiry, amount }: NewDispute): Stripe.Dispute {
  const dueBy = work.now() + ANSWER_WITHIN_SECONDS;
  const brand = charge.payment_method_details?.card?.brand ?? "visa";
  const code = reason === "product_not_received" ? "13.1" : "10.4";
  const dispute = add(work, "disputes", {
    id: newId("du"),
    object: "dispute",
    amount: amount ?? charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: work.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...NO_EVIDENCE },
    evidence_details: {
      due_by: dueBy,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "manual",
    },
    intended_submission_method: "manual",
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    network_reason_code: code,
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand, case_type: inquiry ? "inquiry" : "chargeback", network: brand, network_reason_code: code },
      type: "card",
    },
    reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
  });
  change(charge, { disputed: true });
  work.emit("charge.dispute.created", dispute);
  if (!inquiry) withdraw(work, dispute);
  work.schedule("lapse-dispute", dispute.id, dueBy);
  return dispute;
}

/** Takes the amount and the fee. */
function withdraw(work: Work, dispute: Stripe.Dispute): void {
  const movement = moveBalance(work, {
    amount: -dispute.amount,
    currency: dispute.currency,
    fee: FEE_CENTS,
    feeDescription: "Dispute fee",
    description: `Chargeback withdrawal for ${idOf(dispute.charge)}`,
    source: dispute.id,
    type: "adjustment",
    category: "dispute",
  });
  dispute.balance_transactions.push(movement);
  work.emit("charge.dispute.funds_withdrawn", dispute);
}

/** Gives back what was taken, the fee too. */
function reinstate(work: Work, dispute: Stripe.Dispute): void {
  const movement = moveBalance(work, {
    amount: dispute.amount,
    currency: dispute.currency,
    fee: -FEE_CENTS,
    feeDescription: "Dispute fee refund",
    description: `Chargeback reversal for ${idOf(dispute.charge)}`,
    source: dispute.id,
    type: "adjustment",
    category: "dispute_reversal",
  });
  dispute.balance_transactions.push(movement);
  work.emit("charge.dispute.funds_reinstated", dispute);
}

export const isOver = ({ status }: Stripe.Dispute): boolean =>
  ["won", "lost", "warning_closed", "prevented"].includes(status);

const isInquiry = ({ status }: Stripe.Dispute): boolean => status.startsWith("warning_");

/** The end of a dispute: an inquiry is only closed; a dispute that was won gives the money back. */
export function closeDispute(work: Work, dispute: Stripe.Dispute, outcome: "won" | "lost"): void {
  if (isOver(dispute)) throw conflicting(`This dispute is already closed (${dispute.status}).`);
  const status = isInquiry(dispute) ? "warning_closed" : outcome;
  const previous = change(dispute, { status });
  work.emit("charge.dispute.closed", dispute, previous);
  if (status === "won") reinstate(work, dispute);
}

/** A bank that only asked takes the money after all. */
function escalate(work: Work, dispute: Stripe.Dispute): void {
  const previous = change(dispute, { status: "needs_response", is_charge_refundable: false });
  const card = dispute.payment_method_details?.card;
  if (card) card.case_type = "chargeback";
  work.emit("charge.dispute.updated", dispute, previous);
  withdraw(work, dispute);
}

/** Evidence goes to the bank; with the texts that Stripe knows in test mode, it decides at once. */
export function submitEvidence(work: Work, dispute: Stripe.Dispute): void {
  const text = dispute.evidence.uncategorized_text ?? "";
  if (isInquiry(dispute) && text.includes("escalate_inquiry_evidence")) {
    escalate(work, dispute);
    return;
  }
  const details = { ...dispute.evidence_details };
  details.submission_count += 1;
  const status = isInquiry(dispute) ? "warning_under_review" : "under_review";
  work.emit("charge.dispute.updated", dispute, change(dispute, { status, evidence_details: details }));
  if (text.includes("winning_evidence")) closeDispute(work, dispute, "won");
  else if (text.includes("losing_evidence")) closeDispute(work, dispute, "lost");
}

/** Nobody answered in time. */
export function lapseDispute(work: Work, id: string): void {
  const dispute = requireRow(work, "disputes", id);
  if (!dispute.status.endsWith("needs_response")) return;
  change(dispute, { evidence_details: { ...dispute.evidence_details, past_due: true } });
  closeDispute(work, dispute, "lost");
}

import type Stripe from "stripe";
import { z } from "zod";
import { newestFirst, pageOf, paging } from "../wire/page";
import { clearable, flag, isWithin, mergedMetadata, metadata, range, text } from "../wire/params";
import { route } from "../wire/route";
import { conflicting } from "../wire/stripe-error";
import { change, requireRow, type Work } from "../work";
import { closeDispute, isOver, submitEvidence } from "./disputes";

const TEXTS = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_communication",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "customer_signature",
  "duplicate_charge_documentation",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "receipt",
  "refund_policy",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "service_documentation",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_documentation",
  "shipping_tracking_number",
  "uncategorized_file",
  "uncategorized_text",
] as const;

const Evidence = z.strictObject(Object.fromEntries(TEXTS.map((name) => [name, clearable.optional()])));

const UpdateParams = z.strictObject({
  evidence: Evidence.optional(),
  metadata: metadata.optional(),
  submit: flag.optional(),
});

function update(work: Work, dispute: Stripe.Dispute, params: z.output<typeof UpdateParams>): Stripe.Dispute {
  if (isOver(dispute) && params.evidence) throw conflicting("This dispute is closed; its evidence is final.");
  const evidence = { ...dispute.evidence, ...params.evidence } as Stripe.Dispute.Evidence;
  const previous = change(dispute, {
    evidence,
    metadata: mergedMetadata(dispute.metadata, params.metadata),
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: TEXTS.some((name) => evidence[name] !== null),
    },
  });
  if (params.evidence && params.submit !== false) submitEvidence(work, dispute);
  else work.emit("charge.dispute.updated", dispute, previous);
  return dispute;
}

const ListParams = z.strictObject({
  ...paging,
  created: range.optional(),
  charge: text.optional(),
  payment_intent: text.optional(),
});

function isWanted(
  row: { created: number; charge: unknown; payment_intent?: unknown },
  wanted: z.output<typeof ListParams>,
): boolean {
  return (
    isWithin(row.created, wanted.created) &&
    (wanted.charge ?? row.charge) === row.charge &&
    (wanted.payment_intent ?? row.payment_intent) === row.payment_intent
  );
}

export const disputeRoutes = [
  route("GET /v1/disputes", ListParams, (work, params) =>
    pageOf(
      newestFirst(work, "disputes").filter((row) => isWanted(row, params)),
      params,
      "/v1/disputes",
    ),
  ),
  route("GET /v1/disputes/:id", z.strictObject({}), (work, _, id) => requireRow(work, "disputes", id)),
  route("POST /v1/disputes/:id", UpdateParams, (work, params, id) =>
    update(work, requireRow(work, "disputes", id), params),
  ),
  route("POST /v1/disputes/:id/close", z.strictObject({}), (work, _, id) => {
    const dispute = requireRow(work, "disputes", id);
    closeDispute(work, dispute, "lost");
    return dispute;
  }),
  route("GET /v1/radar/early_fraud_warnings", ListParams, (work, params) =>
    pageOf(
      newestFirst(work, "warnings").filter((row) => isWanted(row, params)),
      params,
      "/v1/radar/early_fraud_warnings",
    ),
  ),
  route("GET /v1/radar/early_fraud_warnings/:id", z.strictObject({}), (work, _, id) =>
    requireRow(work, "warnings", id),
  ),
];

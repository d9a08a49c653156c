import type Stripe from "stripe";
import { z } from "zod";
import { newId } from "../state/ids";
import { newestFirst, pageOf, paging } from "../wire/page";
import { isWithin, mergedMetadata, metadata, range, text } from "../wire/params";
import { route } from "../wire/route";
import { add, change, requireRow, SELF, type Work } from "../work";
import { feeOf, moveBalance } from "./balance";
import type { Decline } from "./cards";

type Attempt = { intent: Stripe.PaymentIntent; method: Stripe.PaymentMethod; authenticated: boolean };

function cardDetails({ intent, method, authenticated }: Attempt): Stripe.Charge.PaymentMethodDetails {
  const card = method.card as Stripe.PaymentMethod.Card;
  return {
    card: {
      amount_authorized: intent.amount,
      authorization_code: "123456",
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      extended_authorization: { status: "disabled" },
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      incremental_authorization: { status: "unavailable" },
      installments: null,
      last4: card.last4,
      mandate: null,
      multicapture: { status: "unavailable" },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
      regulated_status: card.regulated_status,
      three_d_secure: authenticated
        ? {
            authentication_flow: "challenge",
            electronic_commerce_indicator: "05",
            exemption_indicator: null,
            result: "authenticated",
            result_reason: null,
            transaction_id: null,
            version: "2.2.0",
          }
        : null,
      transaction_link_id: null,
      wallet: null,
    },
    type: "card",
  };
}

function outcomeOf(decline: Decline | null): Stripe.Charge.Outcome {
  return {
    advice_code: decline ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: decline ? "01" : null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline?.declineCode ?? null,
    risk_level: "normal",
    risk_score: 20,
    seller_message: decline ? "The bank declined the payment." : "Payment complete.",
    type: decline ? "issuer_declined" : "authorized",
  };
}

/** Charges a card for a payment, or fails to; announces neither. */
export function createCharge(work: Work, attempt: Attempt, decline: Decline | null): Stripe.Charge {
  const { intent, method } = attempt;
  const id = newId("ch");
  const balance = decline
    ? null
    : moveBalance(work, {
        amount: intent.amount,
        currency: intent.currency,
        fee: feeOf(intent.amount),
        description: intent.description,
        source: id,
        type: "charge",
        category: "charge",
      });
  return add(work, "charges", {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: decline ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: balance?.id ?? null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: "LOCAL STAND-IN",
    captured: !decline,
    created: work.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: cardDetails(attempt),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: decline ? null : `${SELF}/receipts/${id}`,
    refunded: false,
    // Comes with expand[]=refunds only.
    refunds: null,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? "failed" : "succeeded",
    transfer_data: null,
    transfer_group: null,
  });
}

const ListParams = z.strictObject({
  ...paging,
  created: range.optional(),
  customer: text.optional(),
  payment_intent: text.optional(),
});

const UpdateParams = z.strictObject({ description: text, metadata, receipt_email: text }).partial();

export const chargeRoutes = [
  route("GET /v1/charges", ListParams, (work, params) => {
    const rows = newestFirst(work, "charges").filter(
      (charge) =>
        isWithin(charge.created, params.created) &&
        (params.customer ?? charge.customer) === charge.customer &&
        (params.payment_intent ?? charge.payment_intent) === charge.payment_intent,
    );
    return pageOf(rows, params, "/v1/charges");
  }),
  route("GET /v1/charges/:id", z.strictObject({}), (work, _, id) => requireRow(work, "charges", id)),
  route("POST /v1/charges/:id", UpdateParams, (work, { metadata: names, ...params }, id) => {
    const charge = requireRow(work, "charges", id);
    const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
    const previous = change(charge, { ...given, metadata: mergedMetadata(charge.metadata, names) });
    work.emit("charge.updated", charge, previous);
    return charge;
  }),
];

import type Stripe from "stripe";
import { newId } from "../state/ids";
import { add, idOf, requireRow, type Work } from "../work";
import { openDispute } from "./disputes";
import { traitsOf } from "./payment-methods";

/** A card's network reports a charge as probably fraudulent. */
export function warnOfFraud(work: Work, charge: Stripe.Charge): Stripe.Radar.EarlyFraudWarning {
  const warning = add(work, "warnings", {
    id: newId("issfr"),
    object: "radar.early_fraud_warning",
    actionable: true,
    charge: charge.id,
    created: work.now(),
    fraud_type: "made_with_stolen_card",
    livemode: false,
    payment_intent: idOf(charge.payment_intent) ?? "",
  });
  work.emit("radar.early_fraud_warning.created", warning);
  return warning;
}

/** What a card has in store for a charge that went through. */
export function bringAftermath(work: Work, intent: Stripe.PaymentIntent): void {
  const charge = requireRow(work, "charges", idOf(intent.latest_charge) ?? "");
  const { aftermath } = traitsOf(work, charge.payment_method ?? "");
  if (aftermath === "early_fraud_warning") warnOfFraud(work, charge);
  else if (aftermath === "inquiry") openDispute(work, { charge, reason: "fraudulent", inquiry: true });
  else if (aftermath !== null) openDispute(work, { charge, reason: aftermath, inquiry: false });
}

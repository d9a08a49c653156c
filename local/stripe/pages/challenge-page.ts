import type Stripe from "stripe";
import { findChallenge, finishChallenge } from "../money/authenticate";
import { shownAmount } from "../money/decimal";
import type { IntentNote } from "../state/rows";
import { asStripeRefusal } from "../wire/stripe-error";
import { requireRow, SELF, type Work } from "../work";
import { successUrl } from "./checkout-page";
import { html, Markup } from "./html";
import type { PageCall, PageResult } from "./layout";

/** The page at which the holder of a card is asked who they are. */
export function showChallenge({ work, id }: PageCall): PageResult {
  const { intent } = findChallenge(work, id);
  return {
    framed: true,
    page: {
      title: "Authentication",
      body: html`<h1>Your bank asks whether it is you</h1>
<p class="amount">${shownAmount(intent.amount, intent.currency)}</p>
<p class="quiet">A test authentication (3-D Secure): choose what your bank would find.</p>
<form method="post">
<button type="submit" name="outcome" value="complete" id="complete">Complete</button>
<button type="submit" name="outcome" value="fail" id="fail" class="second">Fail</button>
</form>`,
    },
  };
}

/** Where the holder goes afterwards; null when another page of theirs waits around this one. */
function wayBack(work: Work, { checkout, returnUrl }: IntentNote, intent: Stripe.PaymentIntent): string | null {
  const paid = intent.status === "succeeded";
  if (checkout !== null) {
    return paid ? successUrl(requireRow(work, "sessions", checkout)) : `${SELF}/c/pay/${checkout}?failed`;
  }
  if (returnUrl === null) return null;
  const url = new URL(returnUrl);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  url.searchParams.set("redirect_status", paid ? "succeeded" : "failed");
  return url.href;
}

export function submitChallenge({ work, id, form }: PageCall): PageResult {
  const { note, intent } = findChallenge(work, id);
  try {
    finishChallenge(work, intent, form.get("outcome") === "complete");
  } catch (error) {
    if (asStripeRefusal(error).status !== 402) throw error;
  }
  const location = wayBack(work, note, intent);
  if (location !== null) return { redirect: location };
  return {
    framed: true,
    page: {
      title: "Authentication",
      body: html`<h1>Thank you</h1><p>You can close this.</p>`,
      script: new Markup(`parent.postMessage({ standInChallenge: ${JSON.stringify(intent.id)} }, "*");`),
    },
  };
}

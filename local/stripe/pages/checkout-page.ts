import type Stripe from "stripe";
import { paySession, requireOpenSession } from "../checkout/pay-session";
import { shownAmount } from "../money/decimal";
import { asStripeRefusal } from "../wire/stripe-error";
import { requireRow, SELF, type Work } from "../work";
import { cardFields, cardFrom, type Filled, filledFrom, testCards, typedIn } from "./card-fields";
import { html } from "./html";
import type { Page, PageCall, PageResult } from "./layout";

type Shown = { error: string | null; email: string; filled: Filled };

/** "$20.00 per month", or "$5.00". */
function price(items: readonly Stripe.LineItem[]): string {
  const [first] = items;
  const cents = items.reduce((sum, { amount_total: total }) => sum + total, 0);
  const amount = shownAmount(cents, first?.currency ?? "usd");
  const recurring = items.find(({ price: of }) => of?.recurring)?.price?.recurring;
  if (!recurring) return amount;
  const { interval, interval_count: count } = recurring;
  return `${amount} ${count === 1 ? `per ${interval}` : `every ${count} ${interval}s`}`;
}

/** Where a payer goes afterwards. */
export function successUrl(session: Stripe.Checkout.Session): string {
  return (session.success_url ?? `${SELF}/`).replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

function checkoutPage(work: Work, session: Stripe.Checkout.Session, { error, email, filled }: Shown): Page {
  const { lineItems, subscriptionData } = requireRow(work, "checkoutNotes", session.id);
  const { trialDays } = subscriptionData;
  const isSubscription = session.mode === "subscription";
  return {
    title: isSubscription ? "Subscribe" : "Pay",
    body: html`<h1>${lineItems.map(({ description, quantity }) => `${description}${quantity === 1 ? "" : ` × ${quantity}`}`).join(", ")}</h1>
<p class="amount">${price(lineItems)}</p>
${trialDays > 0 && html`<p>Free for ${trialDays} days. Nothing is charged today.</p>`}
${error && html`<p class="error" role="alert" id="error">${error}</p>`}
<form method="post" autocomplete="on">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="email" required value="${email}">
${cardFields(filled)}
<button type="submit" id="submit">${isSubscription ? "Subscribe" : "Pay"}</button>
</form>
${session.cancel_url && html`<p><a id="cancel" href="${session.cancel_url}">Cancel and go back</a></p>`}
${testCards()}`,
  };
}

function closedPage(session: Stripe.Checkout.Session): Page {
  const isPaid = session.status === "complete";
  return {
    title: isPaid ? "Paid" : "Expired",
    body: html`<h1>${isPaid ? "This has been paid." : "This page has expired."}</h1>
<p>${isPaid ? "There is nothing more to do here." : "Nothing was charged. Go back and start again."}</p>
<p><a href="${isPaid ? successUrl(session) : (session.cancel_url ?? `${SELF}/`)}">Go back</a></p>`,
  };
}

/** The hosted page of a Checkout Session. */
export function showCheckout({ work, id, query }: PageCall): PageResult {
  const session = requireRow(work, "sessions", id);
  if (session.status !== "open")
    return { status: session.status === "complete" ? 200 : 410, page: closedPage(session) };
  const intent = requireRow(work, "checkoutNotes", id).intent;
  const failed = query.has("failed") && intent !== null ? requireRow(work, "paymentIntents", intent) : null;
  return {
    page: checkoutPage(work, session, {
      error: failed?.last_payment_error?.message ?? null,
      email: session.customer_details?.email ?? "",
      filled: filledFrom(query),
    }),
  };
}

export function submitCheckout({ work, id, form }: PageCall): PageResult {
  if (requireRow(work, "sessions", id).status !== "open") return { redirect: `${SELF}/c/pay/${id}` };
  const session = requireOpenSession(work, id);
  const email = form.get("email") ?? "";
  try {
    const { challenge } = paySession(work, session, { card: cardFrom(form), email });
    return { redirect: challenge === null ? successUrl(session) : `${SELF}/3ds/${challenge}` };
  } catch (error) {
    const { status, message } = asStripeRefusal(error);
    if (status !== 402 && status !== 400) throw error;
    return { status: 402, page: checkoutPage(work, session, { error: message, email, filled: typedIn(form) }) };
  }
}

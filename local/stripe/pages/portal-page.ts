import type Stripe from "stripe";
import { Refusal } from "../../stand-in/refusal";
import { requireCustomer, updateCustomer } from "../money/customers";
import { shownAmount } from "../money/decimal";
import { attach, createMethod } from "../money/payment-methods";
import { openPortal, type Portal } from "../portal/portal-access";
import { currentPeriod } from "../subscriptions/new-subscription";
import { scheduleEnd } from "../subscriptions/schedule-end";
import { cancelSubscription, isOver } from "../subscriptions/subscription-life";
import { asStripeRefusal } from "../wire/stripe-error";
import { change, requireRow, SELF, type Work } from "../work";
import { cardFields, cardFrom, type Filled, filledFrom, testCards, typedIn } from "./card-fields";
import { shownDay } from "./dates";
import { html, type Markup } from "./html";
import { shownStatus } from "./invoice-page";
import type { PageCall, PageResult } from "./layout";

const subscriptionsOf = (work: Work, customer: string) =>
  [...work.tables.subscriptions.values()].filter((one) => one.customer === customer && !isOver(one)).reverse();

const invoicesOf = (work: Work, customer: string) =>
  [...work.tables.invoices.values()].filter((one) => one.customer === customer && one.status !== "draft").reverse();

const STATUS: Readonly<Record<string, string>> = {
  active: "Active",
  trialing: "On trial",
  past_due: "Past due",
  unpaid: "Unpaid",
  incomplete: "Waiting for its first payment",
  paused: "Paused",
};

function subscriptionCard(work: Work, { configuration }: Portal, subscription: Stripe.Subscription): Markup {
  const [item] = subscription.items.data;
  const product = item && requireRow(work, "products", String(item.price.product));
  const price = item && shownAmount((item.price.unit_amount ?? 0) * (item.quantity ?? 1), item.price.currency);
  const { end } = currentPeriod(subscription);
  const ends = subscription.cancel_at;
  const resume = html`<form method="post"><input type="hidden" name="subscription" value="${subscription.id}">
<button type="submit" name="action" value="resume" class="inline">Resume subscription</button></form>`;
  const cancel = html`<p><a href="?cancel=${subscription.id}">Cancel subscription</a></p>`;
  return html`<section class="card">
<h2 style="margin-top:0">${product?.name}</h2>
<p>${price} per ${item?.price.recurring?.interval}. <strong>${STATUS[subscription.status] ?? subscription.status}</strong></p>
<p>${ends === null ? `Renews on ${shownDay(end)}.` : `Ends on ${shownDay(ends)}.`}</p>
${ends === null ? configuration.features.subscription_cancel.enabled && cancel : resume}
</section>`;
}

function cardSection(work: Work, customer: Stripe.Customer, subscriptions: readonly Stripe.Subscription[]): Markup {
  const held = subscriptions[0]?.default_payment_method ?? customer.invoice_settings.default_payment_method;
  const card = work.tables.paymentMethods.get(String(held))?.card;
  return html`<h2>Card</h2>
<p>${card ? `${card.brand} ending in ${card.last4}, until ${card.exp_month}/${card.exp_year}` : "No card"}</p>
<p><a href="?card">Update card</a></p>`;
}

function invoiceSection(invoices: readonly Stripe.Invoice[]): Markup {
  return html`<h2>Invoices</h2>
<table>
<thead><tr><th scope="col">Date</th><th scope="col">Status</th><th scope="col" class="number">Amount</th></tr></thead>
<tbody>${invoices.map(
    (invoice) =>
      html`<tr><td><a href="${invoice.hosted_invoice_url}">${shownDay(invoice.created)}</a></td><td>${shownStatus(invoice)}</td><td class="number">${shownAmount(invoice.total, invoice.currency)}</td></tr>`,
  )}</tbody>
</table>`;
}

function overview(work: Work, portal: Portal): Markup {
  const { features, business_profile: profile } = portal.configuration;
  const customer = requireCustomer(work, portal.session.customer);
  const subscriptions = subscriptionsOf(work, customer.id);
  const cards = subscriptions.map((one) => subscriptionCard(work, portal, one));
  return html`<h1>${profile.headline ?? "Your subscription"}</h1>
<p class="quiet">${customer.email}</p>
${cards.length > 0 ? cards : html`<p>No subscription runs now.</p>`}
${features.payment_method_update.enabled && cardSection(work, customer, subscriptions)}
${features.invoice_history.enabled && invoiceSection(invoicesOf(work, customer.id))}
${portal.session.return_url && html`<p><a id="return" href="${portal.session.return_url}">Return</a></p>`}`;
}

function cancelForm(work: Work, portal: Portal, id: string): Markup {
  const subscription = requireMine(work, portal, id);
  const atOnce = portal.configuration.features.subscription_cancel.mode === "immediately";
  const when = atOnce
    ? "It ends at once."
    : `It stays until ${shownDay(currentPeriod(subscription).end)} and ends then.`;
  return html`<h1>Cancel the subscription?</h1>
<p>${when} Nothing is charged for it any more.</p>
<form method="post"><input type="hidden" name="subscription" value="${id}">
<button type="submit" name="action" value="cancel" id="confirm">Confirm cancellation</button></form>
<p><a href="?overview">Go back</a></p>`;
}

function cardForm(error: string | null, filled: Filled): Markup {
  return html`<h1>Update card</h1>
<p>The next payment is made with it; nothing is charged now.</p>
${error && html`<p class="error" role="alert" id="error">${error}</p>`}
<form method="post">${cardFields(filled)}<button type="submit" name="action" value="card" id="submit">Save card</button></form>
<p><a href="?overview">Go back</a></p>
${testCards()}`;
}

function requireMine(work: Work, { session }: Portal, id: string): Stripe.Subscription {
  const subscription = requireRow(work, "subscriptions", id);
  if (subscription.customer !== session.customer || isOver(subscription)) {
    throw new Refusal(404, "There is no such subscription.");
  }
  return subscription;
}

function view(work: Work, portal: Portal, query: URLSearchParams): Markup {
  const { flow } = portal.session;
  const cancel = query.get("cancel") ?? (query.has("overview") ? null : flow?.subscription_cancel?.subscription);
  const features = portal.configuration.features;
  if (cancel && features.subscription_cancel.enabled) return cancelForm(work, portal, cancel);
  const wantsCard = query.has("card") || (flow?.type === "payment_method_update" && !query.has("overview"));
  if (wantsCard && features.payment_method_update.enabled) return cardForm(null, filledFrom(query));
  return overview(work, portal);
}

/** The customer portal: what runs, when it ends, which card pays, and what was paid. */
export function showPortal({ work, id, query, cookies }: PageCall): PageResult {
  const portal = openPortal(work, id, cookies);
  return {
    page: { title: "Your subscription", wide: true, body: view(work, portal, query) },
    ...(portal.cookie !== undefined && { cookie: portal.cookie }),
  };
}

/**
 * The wish to end a subscription. As Stripe's own portal does it in flexible billing mode: the end is an instant,
 * `cancel_at`, and `cancel_at_period_end` stays false.
 */
function cancel(work: Work, portal: Portal, subscription: Stripe.Subscription): void {
  const { enabled, mode } = portal.configuration.features.subscription_cancel;
  if (!enabled) throw new Refusal(403, "Subscriptions cannot be canceled here.");
  if (mode === "immediately") {
    cancelSubscription(work, subscription, "cancellation_requested");
    return;
  }
  const previous = scheduleEnd(work, subscription, { at: currentPeriod(subscription).end });
  work.emit("customer.subscription.updated", subscription, previous);
}

function resume(work: Work, subscription: Stripe.Subscription): void {
  work.emit("customer.subscription.updated", subscription, scheduleEnd(work, subscription, null));
}

function saveCard(work: Work, portal: Portal, form: URLSearchParams): void {
  const customer = requireCustomer(work, portal.session.customer);
  const method = createMethod(work, { type: "card", card: cardFrom(form) });
  attach(work, method, customer.id);
  updateCustomer(work, customer, { invoice_settings: { default_payment_method: method.id } });
  for (const subscription of subscriptionsOf(work, customer.id)) {
    const previous = change(subscription, { default_payment_method: method.id });
    work.emit("customer.subscription.updated", subscription, previous);
  }
}

function act(work: Work, portal: Portal, form: URLSearchParams): void {
  const subscription = () => requireMine(work, portal, form.get("subscription") ?? "");
  const action = form.get("action");
  if (action === "cancel") cancel(work, portal, subscription());
  else if (action === "resume") resume(work, subscription());
  else if (action === "card") saveCard(work, portal, form);
  else throw new Refusal(400, "This cannot be done here.");
}

export function submitPortal({ work, id, form, cookies }: PageCall): PageResult {
  const portal = openPortal(work, id, cookies);
  try {
    act(work, portal, form);
  } catch (error) {
    const { status, message } = asStripeRefusal(error);
    if (status !== 402) throw error;
    return { status, page: { title: "Update card", wide: true, body: cardForm(message, typedIn(form)) } };
  }
  const after = portal.session.flow?.after_completion.redirect?.return_url;
  return { redirect: after ?? `${SELF}/p/session/${id}?overview` };
}

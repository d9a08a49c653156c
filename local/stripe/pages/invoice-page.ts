import type Stripe from "stripe";
import { shownAmount } from "../money/decimal";
import { createMethod } from "../money/payment-methods";
import { intentOf } from "../subscriptions/invoice-life";
import { payInvoice } from "../subscriptions/pay-invoice";
import { asStripeRefusal } from "../wire/stripe-error";
import { requireRow, SELF } from "../work";
import { cardFields, cardFrom, type Filled, filledFrom, testCards, typedIn } from "./card-fields";
import { shownDay } from "./dates";
import { html, type Markup } from "./html";
import type { PageCall, PageResult } from "./layout";

const STATUS: Readonly<Record<string, string>> = {
  draft: "Draft",
  open: "To be paid",
  paid: "Paid",
  uncollectible: "Given up",
  void: "Void",
};

/** An invoice's status in words. */
export function shownStatus({ status }: Stripe.Invoice): string {
  return STATUS[status ?? ""] ?? String(status);
}

function invoiceTable(invoice: Stripe.Invoice): Markup {
  const amount = (cents: number): string => shownAmount(cents, invoice.currency);
  const { paid_at: paidAt } = invoice.status_transitions;
  return html`<p class="amount">${amount(invoice.total)}</p>
<table>
<tbody>
<tr><th scope="row">Invoice</th><td>${invoice.number}</td></tr>
<tr><th scope="row">Date</th><td>${shownDay(invoice.created)}</td></tr>
<tr><th scope="row">Status</th><td>${shownStatus(invoice)}${paidAt === null ? "" : ` on ${shownDay(paidAt)}`}</td></tr>
<tr><th scope="row">To</th><td>${invoice.customer_email ?? invoice.customer_name ?? ""}</td></tr>
</tbody>
</table>
<h2>What it is for</h2>
<table>
<thead><tr><th scope="col">Description</th><th scope="col" class="number">Amount</th></tr></thead>
<tbody>${invoice.lines.data.map(
    (line) =>
      html`<tr><td>${line.description}<br><span class="quiet">${shownDay(line.period.start)} to ${shownDay(line.period.end)}</span></td><td class="number">${amount(line.amount)}</td></tr>`,
  )}</tbody>
</table>`;
}

function invoicePage(call: PageCall, error: string | null, filled: Filled): PageResult {
  const invoice = requireRow(call.work, "invoices", call.id);
  const form = html`<h2>Pay this invoice</h2>
${error && html`<p class="error" role="alert" id="error">${error}</p>`}
<form method="post">${cardFields(filled)}<button type="submit" id="submit">Pay</button></form>
${testCards()}`;
  return {
    status: error === null ? 200 : 402,
    page: {
      title: "Invoice",
      body: html`<h1>Invoice</h1>${invoiceTable(invoice)}${invoice.status === "open" && form}
<p><a href="${SELF}/i/${invoice.id}/pdf">Version to print</a></p>`,
    },
  };
}

/** The hosted page of an invoice, at which an open one can be paid. */
export function showInvoice(call: PageCall): PageResult {
  const intent = call.query.has("payment_intent") && intentOf(call.work, requireRow(call.work, "invoices", call.id));
  const error = intent ? (intent.last_payment_error?.message ?? null) : null;
  return invoicePage(call, error, filledFrom(call.query));
}

export function showInvoiceToPrint({ work, id }: PageCall): PageResult {
  const invoice = requireRow(work, "invoices", id);
  return { page: { title: `Invoice ${invoice.number}`, body: html`<h1>Invoice</h1>${invoiceTable(invoice)}` } };
}

export function submitInvoice(call: PageCall): PageResult {
  const { work, id, form } = call;
  const invoice = requireRow(work, "invoices", id);
  const here = `${SELF}/i/${id}`;
  if (invoice.status !== "open") return { redirect: here };
  try {
    const method = createMethod(work, { type: "card", card: cardFrom(form) });
    const refusal = payInvoice(work, invoice, { method, onSession: true, returnUrl: here });
    if (refusal) throw refusal;
  } catch (error) {
    const { status, message } = asStripeRefusal(error);
    if (status !== 402) throw error;
    return invoicePage(call, message, typedIn(form));
  }
  const challenge = requireRow(work, "intentNotes", intentOf(work, invoice)?.id ?? "").challenge;
  return { redirect: challenge === null ? here : `${SELF}/3ds/${challenge}` };
}

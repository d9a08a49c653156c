import type Stripe from "stripe";
import { z } from "zod";
import { payingMethod } from "../money/payment-methods";
import { newestFirst, pageOf, paging } from "../wire/page";
import { flag, isWithin, range, text } from "../wire/params";
import { route } from "../wire/route";
import { conflicting } from "../wire/stripe-error";
import { change, idOf, requireRow, type Work } from "../work";
import { finalizeInvoice, markPaid, voidInvoice } from "./invoice-life";
import { payInvoice } from "./pay-invoice";

const PayParams = z.strictObject({
  payment_method: text.optional(),
  off_session: flag.optional(),
  paid_out_of_band: flag.optional(),
});

function pay(work: Work, id: string, params: z.output<typeof PayParams>): Stripe.Invoice {
  const invoice = requireRow(work, "invoices", id);
  if (invoice.status === "draft") finalizeInvoice(work, invoice);
  if (invoice.status === "paid") throw conflicting("Invoice is already paid", "invoice_already_paid");
  if (invoice.status !== "open") throw conflicting(`This invoice is ${invoice.status} and can't be paid.`);
  if (params.paid_out_of_band) {
    markPaid(work, invoice);
    return invoice;
  }
  const method = params.payment_method ? payingMethod(work, params.payment_method, idOf(invoice.customer)) : null;
  const refusal = payInvoice(work, invoice, { method, onSession: params.off_session === false });
  if (refusal) throw refusal;
  if (invoice.status === "open") {
    throw conflicting(
      "The invoice's payment requires additional user action.",
      "invoice_payment_intent_requires_action",
    );
  }
  return invoice;
}

const ListParams = z.strictObject({
  ...paging,
  collection_method: z.enum(["charge_automatically", "send_invoice"]).optional(),
  created: range.optional(),
  customer: text.optional(),
  status: z.enum(["draft", "open", "paid", "uncollectible", "void"]).optional(),
  subscription: text.optional(),
});

function isWanted(invoice: Stripe.Invoice, wanted: z.output<typeof ListParams>): boolean {
  const subscription = invoice.parent?.subscription_details?.subscription;
  return (
    isWithin(invoice.created, wanted.created) &&
    (wanted.customer ?? invoice.customer) === invoice.customer &&
    (wanted.status ?? invoice.status) === invoice.status &&
    (wanted.subscription ?? subscription) === subscription &&
    (wanted.collection_method ?? invoice.collection_method) === invoice.collection_method
  );
}

const PaymentListParams = z.strictObject({
  ...paging,
  created: range.optional(),
  invoice: text.optional(),
  payment: z
    .strictObject({
      type: z.enum(["payment_intent", "charge", "payment_record"]),
      payment_intent: text.optional(),
      charge: text.optional(),
      payment_record: text.optional(),
    })
    .optional(),
  status: z.enum(["open", "paid", "canceled"]).optional(),
});

function isWantedPayment(row: Stripe.InvoicePayment, wanted: z.output<typeof PaymentListParams>): boolean {
  const { payment } = wanted;
  return (
    isWithin(row.created, wanted.created) &&
    (wanted.invoice ?? row.invoice) === row.invoice &&
    (wanted.status ?? row.status) === row.status &&
    (payment?.type ?? row.payment.type) === row.payment.type &&
    (payment?.payment_intent ?? row.payment.payment_intent) === row.payment.payment_intent
  );
}

export const invoiceRoutes = [
  route("GET /v1/invoices", ListParams, (work, params) =>
    pageOf(
      newestFirst(work, "invoices").filter((invoice) => isWanted(invoice, params)),
      params,
      "/v1/invoices",
    ),
  ),
  route("GET /v1/invoices/:id", z.strictObject({}), (work, _, id) => requireRow(work, "invoices", id)),
  route("GET /v1/invoices/:id/lines", z.strictObject(paging), (work, params, id) =>
    pageOf(requireRow(work, "invoices", id).lines.data, params, `/v1/invoices/${id}/lines`),
  ),
  route("POST /v1/invoices/:id/pay", PayParams, (work, params, id) => pay(work, id, params)),
  route("POST /v1/invoices/:id/finalize", z.strictObject({ auto_advance: flag.optional() }), (work, params, id) => {
    const invoice = requireRow(work, "invoices", id);
    finalizeInvoice(work, invoice);
    if (params.auto_advance === false) change(invoice, { auto_advance: false, next_payment_attempt: null });
    return invoice;
  }),
  route("POST /v1/invoices/:id/void", z.strictObject({}), (work, _, id) => {
    const invoice = requireRow(work, "invoices", id);
    voidInvoice(work, invoice);
    return invoice;
  }),
  route("POST /v1/invoices/:id/mark_uncollectible", z.strictObject({}), (work, _, id) => {
    const invoice = requireRow(work, "invoices", id);
    if (invoice.status !== "open") throw conflicting(`This invoice is ${invoice.status}.`);
    change(invoice, { status: "uncollectible", auto_advance: false, next_payment_attempt: null });
    work.emit("invoice.marked_uncollectible", invoice);
    return invoice;
  }),
  route("GET /v1/invoice_payments", PaymentListParams, (work, params) =>
    pageOf(
      newestFirst(work, "invoicePayments").filter((row) => isWantedPayment(row, params)),
      params,
      "/v1/invoice_payments",
    ),
  ),
  route("GET /v1/invoice_payments/:id", z.strictObject({}), (work, _, id) => requireRow(work, "invoicePayments", id)),
];

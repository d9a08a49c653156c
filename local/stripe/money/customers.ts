import type Stripe from "stripe";
import { z } from "zod";
import { randomText } from "../state/ids";
import { newestFirst, pageOf, paging } from "../wire/page";
import { clearable, isWithin, mergedMetadata, metadata, range, text } from "../wire/params";
import { route } from "../wire/route";
import { noSuch } from "../wire/stripe-error";
import { add, change, requireRow, type Work } from "../work";
import { address, shownAddress } from "./address";
import { payingMethod } from "./payment-methods";

const CustomerParams = z
  .strictObject({
    email: clearable,
    name: clearable,
    description: clearable,
    phone: clearable,
    address: z.union([z.literal("").transform(() => null), address]),
    metadata,
    payment_method: text,
    invoice_settings: z.strictObject({ default_payment_method: clearable }).partial(),
    preferred_locales: z.array(z.string()),
  })
  .partial();

type CustomerParams = z.output<typeof CustomerParams>;

function changesFrom(work: Work, customer: Stripe.Customer, params: CustomerParams): Partial<Stripe.Customer> {
  const { metadata: names, address: where, invoice_settings: settings, payment_method: _, ...plain } = params;
  const method = settings?.default_payment_method;
  if (method) requireRow(work, "paymentMethods", method, "invoice_settings[default_payment_method]");
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(names !== undefined && { metadata: mergedMetadata(customer.metadata, names) }),
    ...(where !== undefined && { address: where && shownAddress(where) }),
    ...(method !== undefined && {
      invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
    }),
  };
}

export function createCustomer(work: Work, params: CustomerParams): Stripe.Customer {
  const customer: Stripe.Customer = {
    id: `cus_${randomText(14)}`,
    object: "customer",
    address: null,
    balance: 0,
    created: work.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  change(customer, changesFrom(work, customer, params));
  add(work, "customers", customer);
  work.emit("customer.created", customer);
  if (params.payment_method) payingMethod(work, params.payment_method, customer.id);
  return customer;
}

/** A customer that is not deleted. */
export function requireCustomer(work: Work, id: string, param?: string): Stripe.Customer {
  const customer = requireRow(work, "customers", id, param);
  if (customer.deleted) throw noSuch("customer", id, param);
  return customer;
}

export function updateCustomer(work: Work, customer: Stripe.Customer, params: CustomerParams): Stripe.Customer {
  const previous = change(customer, changesFrom(work, customer, params));
  if (Object.keys(previous).length > 0) work.emit("customer.updated", customer, previous);
  return customer;
}

function deleteCustomer(work: Work, id: string): Stripe.DeletedCustomer {
  const customer = requireCustomer(work, id);
  work.emit("customer.deleted", customer);
  const deleted: Stripe.DeletedCustomer = { id, object: "customer", deleted: true };
  work.tables.customers.set(id, deleted);
  return deleted;
}

const ListParams = z.strictObject({ ...paging, email: text.optional(), created: range.optional() });

export const customerRoutes = [
  route("POST /v1/customers", CustomerParams, createCustomer),
  route("GET /v1/customers", ListParams, (work, params) => {
    const rows = newestFirst(work, "customers").filter(
      (row): row is Stripe.Customer =>
        !row.deleted &&
        isWithin(row.created, params.created) &&
        (params.email === undefined || row.email === params.email),
    );
    return pageOf(rows, params, "/v1/customers");
  }),
  route("GET /v1/customers/:id", z.strictObject({}), (work, _, id) => requireRow(work, "customers", id)),
  route("POST /v1/customers/:id", CustomerParams, (work, params, id) =>
    updateCustomer(work, requireCustomer(work, id), params),
  ),
  route("DELETE /v1/customers/:id", z.strictObject({}), (work, _, id) => deleteCustomer(work, id)),
];

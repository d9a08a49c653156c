import type Stripe from "stripe";
import { z } from "zod";
import { newId } from "../state/ids";
import { newestFirst, pageOf, paging } from "../wire/page";
import { clearable, metadata, text } from "../wire/params";
import { route } from "../wire/route";
import { conflicting, invalid, StripeRefusal } from "../wire/stripe-error";
import { add, change, requireRow, type Work } from "../work";
import { address, shownAddress } from "./address";
import { type CardTraits, digitsOf, findCard, hasCheckDigit, numberOfNamed, ordinaryCard } from "./cards";

/** A card as somebody types it in. */
export const CardEntry = z.strictObject({
  number: text,
  exp_month: text,
  exp_year: text,
  cvc: z.string().optional(),
});

export type CardEntry = z.output<typeof CardEntry>;

const BillingDetails = z.strictObject({ address, email: clearable, name: clearable, phone: clearable }).partial();

/** A payment method that comes with a request. */
export const MethodData = z.strictObject({
  type: z.literal("card"),
  card: CardEntry,
  billing_details: BillingDetails.optional(),
  metadata: metadata.optional(),
  allow_redisplay: z.enum(["always", "limited", "unspecified"]).optional(),
});

export type MethodData = z.output<typeof MethodData>;

function cardRefusal(message: string, code: string, param: string, declineCode?: string): StripeRefusal {
  return new StripeRefusal(402, {
    type: "card_error",
    message,
    code,
    param,
    ...(declineCode !== undefined && { decline_code: declineCode }),
  });
}

/** The test card that was typed in; refuses what no card has, and every card that is not one of Stripe's test cards. */
function checkedCard(
  entry: CardEntry,
  now: number,
): { number: string; traits: CardTraits; month: number; year: number } {
  const number = digitsOf(entry.number);
  const traits = findCard(number);
  if (!hasCheckDigit(number)) throw cardRefusal("Your card number is incorrect.", "incorrect_number", "number");
  const month = Number(entry.exp_month);
  const year = Number(entry.exp_year) + (Number(entry.exp_year) < 100 ? 2_000 : 0);
  const today = new Date(now * 1_000);
  if (!(month >= 1 && month <= 12))
    throw cardRefusal("Your card's expiration month is invalid.", "invalid_expiry_month", "exp_month");
  const isPast = Date.UTC(year, month, 1) <= today.getTime();
  if (!Number.isInteger(year) || isPast || year > today.getUTCFullYear() + 50)
    throw cardRefusal("Your card's expiration year is invalid.", "invalid_expiry_year", "exp_year");
  if (entry.cvc !== undefined && !/^\d{3,4}$/.test(entry.cvc))
    throw cardRefusal("Your card's security code is invalid.", "invalid_cvc", "cvc");
  if (!traits)
    throw cardRefusal(
      "Your card was declined. Only test cards work here; never enter a real one.",
      "card_declined",
      "number",
      "test_mode_live_card",
    );
  return { number, traits, month, year };
}

/** Keeps a card as a payment method of nobody yet. */
export function createMethod(work: Work, data: MethodData): Stripe.PaymentMethod {
  const { number, traits, month, year } = checkedCard(data.card, work.now());
  const { brand, country, funding } = traits;
  const { address: where, ...details } = data.billing_details ?? {};
  const method: Stripe.PaymentMethod = {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: data.allow_redisplay ?? "unspecified",
    billing_details: {
      address: shownAddress(where ?? {}),
      email: details.email ?? null,
      name: details.name ?? null,
      phone: details.phone ?? null,
      tax_id: null,
    },
    card: {
      brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: data.card.cvc === undefined ? null : "pass",
      },
      country,
      display_brand: brand,
      exp_month: month,
      exp_year: year,
      fingerprint: fingerprintOf(number),
      funding,
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: work.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: data.metadata ?? {},
    type: "card",
  };
  add(work, "paymentMethods", method);
  add(work, "cards", { id: method.id, number });
  return method;
}

/** The same for the same card, as merchants use it to tell cards apart. */
function fingerprintOf(number: string): string {
  return Buffer.from(number).toString("base64url").replaceAll("-", "A").slice(-16);
}

/** The entry of a card that someone without a form, a control or a named test method, pays with. */
export function cardEntry(work: Work, number: string): CardEntry {
  const year = new Date(work.now() * 1_000).getUTCFullYear() + 4;
  return { number, exp_month: "12", exp_year: String(year), cvc: "123" };
}

/** The traits of a card that was kept. */
export function traitsOf(work: Work, method: string): CardTraits {
  const number = work.tables.cards.get(method)?.number ?? ordinaryCard;
  const traits = findCard(number);
  if (!traits) throw new Error(`payment method ${method} holds no test card`);
  return traits;
}

/**
 * The payment method that a request names; one of Stripe's named test methods becomes one of ours. With a customer it
 * has to be theirs and becomes so.
 */
export function payingMethod(work: Work, id: string, customer: string | null): Stripe.PaymentMethod {
  const named = numberOfNamed(id);
  const method = named
    ? createMethod(work, { type: "card", card: cardEntry(work, named) })
    : requireRow(work, "paymentMethods", id, "payment_method");
  if (customer !== null && method.customer === null && named) attach(work, method, customer);
  if (method.customer !== null && method.customer !== customer) {
    throw invalid("This PaymentMethod belongs to another customer.", undefined, "payment_method");
  }
  return method;
}

export function attach(work: Work, method: Stripe.PaymentMethod, customer: string): void {
  if (method.customer === customer) return;
  if (method.customer !== null) throw conflicting("This PaymentMethod is attached to another customer already.");
  method.customer = customer;
  work.emit("payment_method.attached", method);
}

function detach(work: Work, id: string): Stripe.PaymentMethod {
  const method = requireRow(work, "paymentMethods", id);
  if (method.customer === null) throw conflicting("This PaymentMethod is not attached to a customer.");
  const previous = change(method, { customer: null });
  work.emit("payment_method.detached", method, previous);
  return method;
}

const methodsOf = (work: Work, customer: string) =>
  newestFirst(work, "paymentMethods").filter((method) => method.customer === customer);

const ListParams = z.strictObject({ ...paging, type: z.literal("card").optional() });

export const paymentMethodRoutes = [
  route("POST /v1/payment_methods", MethodData, createMethod, { publishable: true }),
  route("GET /v1/payment_methods", ListParams.extend({ customer: text }), (work, params) =>
    pageOf(methodsOf(work, params.customer), params, "/v1/payment_methods"),
  ),
  route("GET /v1/payment_methods/:id", z.strictObject({}), (work, _, id) => requireRow(work, "paymentMethods", id)),
  route("POST /v1/payment_methods/:id/attach", z.strictObject({ customer: text }), (work, { customer }, id) => {
    requireRow(work, "customers", customer, "customer");
    const method = payingMethod(work, id, customer);
    attach(work, method, customer);
    return method;
  }),
  route("POST /v1/payment_methods/:id/detach", z.strictObject({}), (work, _, id) => detach(work, id)),
  route("GET /v1/customers/:id/payment_methods", ListParams, (work, params, id) => {
    requireRow(work, "customers", id);
    return pageOf(methodsOf(work, id), params, `/v1/customers/${id}/payment_methods`);
  }),
];

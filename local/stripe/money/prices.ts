import type Stripe from "stripe";
import { z } from "zod";
import { newId } from "../state/ids";
import { newestFirst, pageOf, paging } from "../wire/page";
import { currency, flag, mergedMetadata, metadata, text, whole } from "../wire/params";
import { route } from "../wire/route";
import { invalid } from "../wire/stripe-error";
import { add, change, idOf, requireRow, type Work } from "../work";
import { decimalOf } from "./decimal";

export const Recurring = z.strictObject({
  interval: z.enum(["day", "week", "month", "year"]),
  interval_count: whole.refine((count) => count >= 1, "integer").optional(),
  usage_type: z.literal("licensed").optional(),
});

const taxBehavior = z.enum(["exclusive", "inclusive", "unspecified"]);

const CreateParams = z.strictObject({
  currency,
  unit_amount: whole.refine((amount) => amount >= 0, "integer"),
  product: text.optional(),
  product_data: z.strictObject({ name: text, metadata: metadata.optional() }).optional(),
  recurring: Recurring.optional(),
  active: flag.optional(),
  lookup_key: text.optional(),
  transfer_lookup_key: flag.optional(),
  nickname: text.optional(),
  tax_behavior: taxBehavior.optional(),
  billing_scheme: z.literal("per_unit").optional(),
  metadata: metadata.optional(),
});

export type PriceParams = z.output<typeof CreateParams>;

/** A price of a product that exists; `id` for the one that comes with the stand-in. */
export function createPrice(work: Work, params: PriceParams & { product: string; id?: string }): Stripe.Price {
  takeLookupKey(work, params);
  const { recurring } = params;
  const price: Stripe.Price = {
    id: params.id ?? newId("price"),
    object: "price",
    active: params.active ?? true,
    billing_scheme: "per_unit",
    created: work.now(),
    currency: params.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: params.lookup_key ?? null,
    metadata: mergedMetadata({}, params.metadata),
    nickname: params.nickname ?? null,
    product: params.product,
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: "licensed",
        }
      : null,
    tax_behavior: params.tax_behavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? "recurring" : "one_time",
    unit_amount: params.unit_amount,
    unit_amount_decimal: decimalOf(params.unit_amount),
  };
  add(work, "prices", price);
  work.emit("price.created", price);
  return price;
}

function takeLookupKey(work: Work, { lookup_key: key, transfer_lookup_key: transfer }: PriceParams): void {
  if (key === undefined) return;
  const holder = [...work.tables.prices.values()].find((price) => price.lookup_key === key);
  if (holder && !transfer) {
    throw invalid(`A price (${holder.id}) already uses the lookup key ${key}.`, undefined, "lookup_key");
  }
  if (holder) holder.lookup_key = null;
}

const UpdateParams = z.strictObject({
  active: flag.optional(),
  nickname: text.optional(),
  lookup_key: text.optional(),
  transfer_lookup_key: flag.optional(),
  metadata: metadata.optional(),
});

const ListParams = z.strictObject({
  ...paging,
  active: flag.optional(),
  product: text.optional(),
  lookup_keys: z.array(text).optional(),
  type: z.enum(["one_time", "recurring"]).optional(),
  currency: currency.optional(),
});

function isWanted(price: Stripe.Price, wanted: z.output<typeof ListParams>): boolean {
  return (
    (wanted.active ?? price.active) === price.active &&
    (wanted.product ?? idOf(price.product)) === idOf(price.product) &&
    (wanted.type ?? price.type) === price.type &&
    (wanted.currency ?? price.currency) === price.currency &&
    (wanted.lookup_keys === undefined || wanted.lookup_keys.includes(price.lookup_key ?? ""))
  );
}

/** The product a price is for, made on the way when the request describes one. */
function productOf(work: Work, params: PriceParams, describe: CreateProduct): string {
  if (params.product !== undefined) return requireRow(work, "products", params.product, "product").id;
  if (params.product_data) return describe(work, params.product_data).id;
  throw invalid("Missing required param: product.", "parameter_missing", "product");
}

type CreateProduct = (
  work: Work,
  params: { name: string; metadata?: Record<string, string> | null | undefined; active?: boolean },
) => Stripe.Product;

/** The operations on prices; `describe` makes the product that a request describes. */
export const priceRoutes = (describe: CreateProduct) => [
  route("POST /v1/prices", CreateParams, (work, params) =>
    createPrice(work, { ...params, product: productOf(work, params, describe) }),
  ),
  route("GET /v1/prices", ListParams, (work, params) =>
    pageOf(
      newestFirst(work, "prices").filter((price) => isWanted(price, params)),
      params,
      "/v1/prices",
    ),
  ),
  route("GET /v1/prices/:id", z.strictObject({}), (work, _, id) => requireRow(work, "prices", id)),
  route("POST /v1/prices/:id", UpdateParams, (work, params, id) => {
    const price = requireRow(work, "prices", id);
    if (params.lookup_key !== price.lookup_key) takeLookupKey(work, params as PriceParams);
    const { metadata: names, transfer_lookup_key: _, ...plain } = params;
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    const previous = change(price, { ...given, metadata: mergedMetadata(price.metadata, names) });
    work.emit("price.updated", price, previous);
    return price;
  }),
];

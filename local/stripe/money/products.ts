import type Stripe from "stripe";
import { z } from "zod";
import { randomText } from "../state/ids";
import { newestFirst, pageOf, paging } from "../wire/page";
import { anything, clearable, currency, flag, mergedMetadata, metadata, text, whole } from "../wire/params";
import { route } from "../wire/route";
import { invalid } from "../wire/stripe-error";
import { add, change, requireRow, type Work } from "../work";
import { createPrice } from "./prices";

const optional = {
  active: flag.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
  tax_code: clearable.optional(),
  unit_label: clearable.optional(),
  statement_descriptor: clearable.optional(),
  url: clearable.optional(),
  images: z.array(text).optional(),
  marketing_features: z.array(z.strictObject({ name: text })).optional(),
  shippable: flag.optional(),
};

const DefaultPrice = z.strictObject({
  currency,
  unit_amount: whole,
  recurring: anything.optional(),
  metadata: metadata.optional(),
});

const CreateParams = z.strictObject({
  ...optional,
  name: text,
  id: text.optional(),
  default_price_data: DefaultPrice.optional(),
});

type CreateParams = z.output<typeof CreateParams>;

const known = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

export function createProduct(work: Work, params: CreateParams): Stripe.Product {
  const { metadata: names, id, name, default_price_data: _, ...rest } = params;
  if (id !== undefined && work.tables.products.has(id)) {
    throw invalid(`Product already exists: ${id}`, "resource_already_exists", "id");
  }
  const now = work.now();
  const product: Stripe.Product = {
    id: id ?? `prod_${randomText(14)}`,
    object: "product",
    active: true,
    created: now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: mergedMetadata({}, names),
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: now,
    url: null,
  };
  Object.assign(product, known(rest));
  add(work, "products", product);
  work.emit("product.created", product);
  return product;
}

function createWithPrice(work: Work, params: CreateParams): Stripe.Product {
  const product = createProduct(work, params);
  const { default_price_data: data } = params;
  if (data) product.default_price = createPrice(work, { ...data, product: product.id } as never).id;
  return product;
}

const UpdateParams = z.strictObject({ ...optional, name: text.optional(), default_price: text.optional() });

const ListParams = z.strictObject({ ...paging, active: flag.optional(), ids: z.array(text).optional() });

export const productRoutes = [
  route("POST /v1/products", CreateParams, createWithPrice),
  route("GET /v1/products", ListParams, (work, params) => {
    const rows = newestFirst(work, "products").filter(
      ({ id, active }) => (params.active ?? active) === active && (params.ids?.includes(id) ?? true),
    );
    return pageOf(rows, params, "/v1/products");
  }),
  route("GET /v1/products/:id", z.strictObject({}), (work, _, id) => requireRow(work, "products", id)),
  route("POST /v1/products/:id", UpdateParams, (work, { metadata: names, ...params }, id) => {
    const product = requireRow(work, "products", id);
    const previous = change(product, {
      ...known(params),
      metadata: mergedMetadata(product.metadata, names),
      updated: work.now(),
    } as Partial<Stripe.Product>);
    work.emit("product.updated", product, previous);
    return product;
  }),
];

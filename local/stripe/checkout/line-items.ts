import type Stripe from "stripe";
import { createPrice } from "../money/prices";
import { createProduct } from "../money/products";
import { newId } from "../state/ids";
import { mergedMetadata } from "../wire/params";
import { invalid } from "../wire/stripe-error";
import { idOf, requireRow, type Work } from "../work";
import type { LineItemParams } from "./session-params";

/** The price of a line: one that exists, or one made for this line alone and not for sale otherwise. */
function priceOf(work: Work, line: LineItemParams, at: string): Stripe.Price {
  if (line.price !== undefined) {
    const price = requireRow(work, "prices", line.price, `${at}[price]`);
    if (!price.active) throw invalid(`The price specified is inactive: ${price.id}`, undefined, `${at}[price]`);
    return price;
  }
  const data = line.price_data;
  if (!data) throw invalid(`Missing required param: ${at}[price].`, "parameter_missing", `${at}[price]`);
  const { product, product_data: described, ...price } = data;
  const id = product ?? (described && createProduct(work, { ...described, active: false }).id);
  if (id === undefined)
    throw invalid("Missing required param: product_data.", "parameter_missing", `${at}[price_data][product_data]`);
  requireRow(work, "products", id, `${at}[price_data][product]`);
  return createPrice(work, { ...price, product: id, active: false });
}

function lineItem(work: Work, line: LineItemParams, at: string): Stripe.LineItem {
  const price = priceOf(work, line, at);
  const quantity = line.quantity ?? 1;
  const amount = (price.unit_amount ?? 0) * quantity;
  return {
    id: newId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: requireRow(work, "products", idOf(price.product)).name,
    metadata: mergedMetadata({}, line.metadata),
    price: structuredClone(price),
    quantity,
  };
}

/** What is bought, line by line; refuses lines that do not belong together. */
export function lineItemsFrom(
  work: Work,
  lines: readonly LineItemParams[],
  mode: "payment" | "subscription",
): [Stripe.LineItem, ...Stripe.LineItem[]] {
  const [first, ...rest] = lines.map((line, index) => lineItem(work, line, `line_items[${index}]`));
  if (!first) throw invalid("Missing required param: line_items.", "parameter_missing", "line_items");
  const items: [Stripe.LineItem, ...Stripe.LineItem[]] = [first, ...rest];
  const recurring = items.filter(({ price }) => price?.type === "recurring").length;
  if (mode === "payment" && recurring > 0)
    throw invalid("In `payment` mode only prices that are paid once can be used.", undefined, "line_items");
  if (mode === "subscription" && recurring === 0)
    throw invalid("In `subscription` mode at least one price has to be recurring.", undefined, "line_items");
  if (items.some(({ currency }) => currency !== first.currency))
    throw invalid("All prices have to be in the same currency.", undefined, "line_items");
  return items;
}

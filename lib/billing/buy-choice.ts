import { PACK_NAMES, type PackName } from "@/lib/billing/packs";
import { BUY_PATH } from "@/lib/credits/buy-path";

export const WAYS = ["checkout", "elements"] as const;
/** Where a card is given: on Stripe's page, or here. */
export type Way = (typeof WAYS)[number];

/** What one chose to buy and how to pay it. */
export type BuyChoice = { pack: PackName; way: Way };

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The choice that stands in the query of an address; what it does not say, or says wrongly, is what most people choose. */
export function readBuyChoice({ pack, way }: Query): BuyChoice {
  return {
    pack: PACK_NAMES.find((name) => name === pack) ?? "medium",
    way: WAYS.find((name) => name === way) ?? "checkout",
  };
}

/** Where credits are bought, with this choice made: a link to it, and what the browser's way back from Stripe's page opens. */
export function buyAddress({ pack, way }: BuyChoice): string {
  return `${BUY_PATH}?${new URLSearchParams({ pack, ...(way === "checkout" ? {} : { way }) })}`;
}

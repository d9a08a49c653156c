import { formatDollars, formatMicroUsd } from "@/components/format";
import { NONE } from "@/components/insights/figure-words";

/** An amount in a column, where cents stand under cents: "$1,204.50". */
export const usdCell = (microUsd: number) => formatDollars(microUsd, 2);
export const centCell = (cents: number) => usdCell(cents * 10_000);

const CENT = 10_000;

/** An amount in a sentence, to the cent unless it is less than one: "$725", "$1,204.50", "$0.0023". */
export function usdWords(microUsd: number): string {
  return Math.abs(microUsd) < CENT ? formatMicroUsd(microUsd) : usdCell(microUsd).replace(/\.00$/, "");
}

/** What it comes to for each of so many, to a hundredth of a cent: "$0.0202". */
export function eachCell(microUsd: number, count: number): string {
  return count === 0 ? NONE : formatDollars(microUsd / count, 4);
}

const PRODUCTS: Readonly<Record<string, string>> = {
  small: "Small pack",
  medium: "Medium pack",
  large: "Large pack",
  plus: "PRPM+",
  free: "Trial, gifts and organisations",
  none: "Runs without a charge",
};

/** A pack, PRPM+, or where credits came from that nobody paid for. */
export const productWords = (product: string) => PRODUCTS[product] ?? product;

const MOVEMENTS: Readonly<Record<string, string>> = {
  trial: "Trial",
  monthly: "Monthly",
  rollover: "Rolled over",
  purchase: "Purchased",
  expire: "Expired",
  refund: "Refunded",
  dispute: "Disputed",
  adjustment: "Adjusted",
};

export const movementWords = (type: string) => MOVEMENTS[type] ?? type;

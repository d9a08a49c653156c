import { formatCount, formatRate } from "@/components/format";
import { shortDay } from "@/components/insights/day-words";
import { addDays, type Day } from "@/lib/insights/day";
import type { Period } from "@/lib/insights/period";
import { MODELS, type ModelName } from "@/lib/models/models";

/** Where there is nothing to be said. */
export const NONE = "–";

/** "in the last 30 days", "today", "from 5 Nov to 9 Nov". */
export function periodWords({ from, to }: Period, today: Day): string {
  if (from === to) return to === today ? "today" : `on ${shortDay(to, today)}`;
  if (to !== today) return `from ${shortDay(from, today)} to ${shortDay(to, today)}`;
  return `in the last ${(Date.parse(addDays(to, 1)) - Date.parse(from)) / 86_400_000} days`;
}

export const rateWords = (rate: number | null) => (rate === null ? NONE : formatRate(rate));

/** "12 of 390, 3 %". */
export function partWords(part: number, whole: number): string {
  return whole === 0 ? NONE : `${formatCount(part)} of ${formatCount(whole)}, ${formatRate(part / whole)}`;
}

function dollars(microUsd: number, decimals: number): string {
  const digits = Math.abs(microUsd / 1_000_000).toFixed(decimals);
  const [whole = "0", rest = ""] = digits.split(".");
  return `${microUsd < 0 && Number(digits) !== 0 ? "−" : ""}$${formatCount(Number(whole))}.${rest}`;
}

/** An amount in a column, where cents stand under cents: "$1,204.50". */
export const usdCell = (microUsd: number) => dollars(microUsd, 2);
export const centCell = (cents: number) => usdCell(cents * 10_000);

/** What it comes to for each of so many, to a hundredth of a cent: "$0.0202". */
export function eachCell(microUsd: number, count: number): string {
  return count === 0 ? NONE : dollars(microUsd / count, 4);
}

export function modelWords(model: string): string {
  return model in MODELS ? MODELS[model as ModelName].label : model;
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
  rollover: "Carried over",
  purchase: "Purchased",
  expire: "Expired",
  refund: "Refunded",
  dispute: "Disputed",
  adjustment: "Adjusted",
};

export const movementWords = (type: string) => MOVEMENTS[type] ?? type;

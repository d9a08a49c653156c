import type Stripe from "stripe";
import { addMonths } from "../state/duration";

const SECONDS: Readonly<Record<string, number>> = { day: 86_400, week: 604_800 };

const monthOf = (epochSeconds: number): number => {
  const date = new Date(epochSeconds * 1_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

/**
 * When the period ends that begins at `start` (epoch seconds). Months are counted from the anchor, so that a
 * subscription of the 31st is back on the 31st after a shorter month.
 */
export function periodEnd(
  anchor: number,
  start: number,
  { interval, interval_count: count }: Pick<Stripe.Price.Recurring, "interval" | "interval_count">,
): number {
  const seconds = SECONDS[interval];
  if (seconds !== undefined) return start + seconds * count;
  const months = monthOf(start) - monthOf(anchor) + count * (interval === "year" ? 12 : 1);
  return addMonths(anchor * 1_000, months) / 1_000;
}

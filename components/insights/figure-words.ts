import { formatCount, formatRate } from "@/components/format";
import { shortDay } from "@/components/insights/day-words";
import { addDays, type Day } from "@/lib/insights/day";
import { modelOf } from "@/lib/insights/own-run";
import { type Period, USUAL_DAYS } from "@/lib/insights/period";
import { MODELS } from "@/lib/models/models";

/** Where there is nothing to be said. */
export const NONE = "–";

/** "1 run", "1,204 runs". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Which days are meant: "in the last 30 days", "today", "this month", "from 5 Nov to 9 Nov". */
export function periodWords({ from, to }: Period, today: Day): string {
  if (from === to) return to === today ? "today" : `on ${shortDay(to, today)}`;
  if (to !== today) return `from ${shortDay(from, today)} to ${shortDay(to, today)}`;
  const days = (Date.parse(addDays(to, 1)) - Date.parse(from)) / 86_400_000;
  const isMonth = from === `${today.slice(0, 8)}01` && days !== 7 && days !== USUAL_DAYS;
  return isMonth ? "this month" : `in the last ${days} days`;
}

/** A part of a whole in both its forms: "3 of 12, 25 %". */
export function partWords(part: number, whole: number): string {
  return whole === 0 ? NONE : `${formatCount(part)} of ${formatCount(whole)}, ${formatRate(part / whole)}`;
}

export const rateWords = (rate: number | null) => (rate === null ? NONE : formatRate(rate));

/** A model as people know it; one that is no longer offered by the name its runs have. */
export function modelWords(model: string): string {
  const name = modelOf(model);
  return name === undefined ? model : MODELS[name].label;
}

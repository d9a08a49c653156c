import { MODELS, type ModelName } from "@/lib/models/models";
import type { Refusal } from "./run-reducer";
import type { Quote } from "./use-estimate";

/** A model (null: every one) that is not run at the moment, as the page was told when it was made. */
export type ToldOutage = { model: ModelName | null; reason: string; retryAfterSeconds: number };

/** Until when a model is not run, milliseconds since 1970. */
export type Outage = { until: number };

type Word = { at: number; seconds: number | null };

const secondsOf = (value: unknown) => (typeof value === "number" ? value : 0);

/** What was said last about a model: the page's beginning, the newest quote, or a refusal of its circuit. */
export function latestOutage(
  model: ModelName,
  told: { at: number; outages: readonly ToldOutage[] },
  quote: Quote,
  refusal: Refusal | null,
): Outage | null {
  const first = told.outages.find((outage) => outage.model === null || outage.model === model);
  const words: Word[] = [{ at: told.at, seconds: first?.retryAfterSeconds ?? null }];
  if (quote.state === "known" && quote.estimate.model === model) {
    words.push({ at: quote.at, seconds: quote.estimate.unavailable?.retryAfterSeconds ?? null });
  }
  if (refusal?.error["reason"] === "circuit_open") {
    words.push({ at: refusal.at, seconds: secondsOf(refusal.error["retryAfterSeconds"]) });
  }
  const { at, seconds } = words.reduce((a, b) => (b.at >= a.at ? b : a));
  return seconds === null ? null : { until: at + seconds * 1_000 };
}

export function outageWords(model: ModelName): string {
  return `Claude ${MODELS[model].label} is not answering at the moment; runs are paused, nothing is charged.`;
}

import { retrySeconds } from "@/components/runs/retry-seconds";
import { MODELS, type ModelName } from "@/lib/models/models";
import type { FailureReason } from "@/lib/runs/failure-reason";
import type { Refusal } from "./run-reducer";
import type { Quote } from "./use-estimate";

/** A model (null: every one) that is not run at the moment, as the page was told when it was made. */
export type ToldOutage = { model: ModelName | null; reason: string; retryAfterSeconds: number };

/** Until when a model is not run, milliseconds since 1970. */
export type Outage = { until: number; reason: string | null };

type Word = { at: number; seconds: number | null; reason: string | null };

/** What was said last about a model: the page's beginning, the newest quote, or a refusal of its circuit. */
export function latestOutage(
  model: ModelName,
  told: { at: number; outages: readonly ToldOutage[] },
  quote: Quote,
  refusal: Refusal | null,
): Outage | null {
  const first = told.outages.find((outage) => outage.model === null || outage.model === model);
  const words: Word[] = [{ at: told.at, seconds: first?.retryAfterSeconds ?? null, reason: first?.reason ?? null }];
  if (quote.state === "known" && quote.estimate.model === model) {
    const { unavailable } = quote.estimate;
    words.push({ at: quote.at, seconds: unavailable?.retryAfterSeconds ?? null, reason: unavailable?.reason ?? null });
  }
  if (refusal?.error["reason"] === "circuit_open") {
    words.push({ at: refusal.at, seconds: retrySeconds(refusal.error), reason: null });
  }
  const { at, seconds, reason } = words.reduce((a, b) => (b.at >= a.at ? b : a));
  return seconds === null ? null : { until: at + seconds * 1_000, reason };
}

/** Pauses that the provider's answering again does not end. */
const OURS: ReadonlySet<string> = new Set(["spend_limit", "account"] satisfies FailureReason[]);

/** Why a model is paused; pauses of ours name no model, as they hold for all. */
export function outageWords(model: ModelName, reason: string | null): string {
  if (reason !== null && OURS.has(reason)) {
    return "This installation may not use Claude at the moment; runs are paused, nothing is charged.";
  }
  return `Claude ${MODELS[model].label} is not answering at the moment; runs are paused, nothing is charged.`;
}

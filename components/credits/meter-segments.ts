import { type CreditSummary, LOT_KINDS, type LotKind, TRIAL_CREDITS } from "@/lib/credits/credits";

type MeterSegment = { kind: LotKind; free: number; held: number };

export type Meter = {
  /** In the order in which credits are spent; kinds of which there are none are left out. */
  segments: MeterSegment[];
  /** What a full bar stands for: what is there now, or what the plan refills to when that is more. */
  scale: number;
};

/** Splits a wallet into the parts of its meter; held credits are shown in the kind that they are held of. */
export function meterSegments(summary: CreditSummary): Meter {
  const segments = LOT_KINDS.filter((kind) => summary.breakdown[kind] > 0).map((kind): MeterSegment => {
    const held = summary.details.held[kind];
    return { kind, free: summary.breakdown[kind] - held, held };
  });
  const { monthly, rollover, trial, purchased } = summary.breakdown;
  const trialScale = monthly + rollover + purchased === 0 ? TRIAL_CREDITS : trial;
  const scale = Math.max(monthly, summary.monthly.allocated) + rollover + Math.max(trial, trialScale) + purchased;
  return { segments, scale: Math.max(scale, 1) };
}

/** A balance is low at so many credits, or at this part of a month's. */
const LOW_CREDITS = 2;
const LOW_PART_OF_MONTH = 0.05;

export type BalanceState = "debt" | "empty" | "low" | "fine";

/** How a wallet stands, judged by what can be spent now; while something is owed, nothing can. */
export function balanceState({
  available,
  debt,
  monthly,
}: Pick<CreditSummary, "available" | "debt" | "monthly">): BalanceState {
  if (debt > 0) return "debt";
  if (available <= 0) return "empty";
  const low = Math.max(LOW_CREDITS, Math.floor(monthly.allocated * LOW_PART_OF_MONTH));
  return available <= low ? "low" : "fine";
}

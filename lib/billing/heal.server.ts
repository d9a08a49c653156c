import "server-only";
import type { Settled } from "@/lib/billing/reading";
import { log } from "@/lib/log.server";

/** What was looked at, what of it was missing and was put right, and what could not be. */
export type Counts = { looked: number; healed: number; failed: number };

/** Did a reading move credits? */
export function isChanged(settled: Settled | null): boolean {
  return settled !== null && [settled.granted, settled.taken, settled.debt].some((moved) => (moved ?? 0) !== 0);
}

/**
 * Does a piece of work for each, which answers whether it put something right; one that fails is logged and keeps no
 * other from it.
 */
export async function healEach<T>(items: Iterable<T>, work: (item: T) => Promise<boolean>): Promise<Counts> {
  const counts = { looked: 0, healed: 0, failed: 0 };
  for (const item of items) {
    counts.looked += 1;
    try {
      if (await work(item)) counts.healed += 1;
    } catch (error) {
      counts.failed += 1;
      log.error({ err: error }, "could not be reconciled with stripe");
    }
  }
  return counts;
}

/** All parts together. */
export function total(parts: readonly Counts[]): Counts {
  const sum = (count: (part: Counts) => number) => parts.reduce((before, part) => before + count(part), 0);
  return { looked: sum((part) => part.looked), healed: sum((part) => part.healed), failed: sum((part) => part.failed) };
}

import "server-only";
import { log } from "@/lib/log.server";

export type Counts = { healed: number; failed: number };

/** Does a piece of work for each; one that fails is logged and keeps no other from it. */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<Counts> {
  const counts = { healed: 0, failed: 0 };
  for (const item of items) {
    try {
      await work(item);
      counts.healed += 1;
    } catch (error) {
      counts.failed += 1;
      log.error({ err: error }, "could not be reconciled with stripe");
    }
  }
  return counts;
}

/** All parts together. */
export function sum(parts: readonly Counts[]): Counts {
  return {
    healed: parts.reduce((total, { healed }) => total + healed, 0),
    failed: parts.reduce((total, { failed }) => total + failed, 0),
  };
}

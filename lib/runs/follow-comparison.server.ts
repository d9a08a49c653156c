import "server-only";
import { type Followed, followRun } from "@/lib/runs/follow-run.server";
import type { FeedEnd } from "@/lib/runs/run-feed.server";

/** Positions in the lanes' texts as an event's id has them: UTF-16 code units joined by commas. */
export function readPositions(id: string, lanes: number): number[] | null {
  const parts = id.split(",");
  const positions = parts.map(Number);
  const isRight = parts.length === lanes && parts.every((part) => /^\d{1,9}$/.test(part));
  return isRight ? positions : null;
}

type Following = { positions: readonly number[]; signal: AbortSignal };
type Step = { lane: number; result: IteratorResult<Followed, void> };

/**
 * Follows the lanes of one's own comparison from their positions until each has ended, as one stream. A delta's id has
 * the positions of all lanes after it. Ends early when the signal aborts; the lanes go on either way.
 */
export async function* followComparison(
  userId: string,
  runIds: readonly string[],
  { positions, signal }: Following,
): AsyncGenerator<Followed> {
  const at = [...positions];
  const lanes = runIds.map((runId, lane) => followRun(userId, runId, { after: at[lane] ?? 0, signal }));
  const next = (lane: number): Promise<Step> | undefined => lanes[lane]?.next().then((result) => ({ lane, result }));
  const waiting = new Map(lanes.map((_, lane) => [lane, next(lane)]));
  try {
    while (waiting.size > 0) {
      const step = await Promise.race(waiting.values());
      if (step === undefined) return;
      const { lane, result } = step;
      if (result.done) {
        waiting.delete(lane);
        continue;
      }
      waiting.set(lane, next(lane));
      const { event, id } = result.value;
      if (event.type !== "delta") yield { event };
      else {
        at[lane] = Number(id);
        yield { event, id: at.join(",") };
      }
    }
  } finally {
    await Promise.all(lanes.map((each) => each.return(undefined)));
  }
}

/** Waits for the ends of all lanes, in their order; null for one that is gone. */
export async function awaitComparison(userId: string, runIds: readonly string[], signal: AbortSignal) {
  const ends: (FeedEnd | null)[] = runIds.map(() => null);
  const positions = runIds.map(() => 0);
  for await (const { event } of followComparison(userId, runIds, { positions, signal })) {
    if (event.type === "done" || event.type === "error") ends[event.data.lane] = event;
  }
  return ends;
}

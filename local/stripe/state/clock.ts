import { addDuration, type Duration } from "./duration";
import type { DueRow } from "./rows";
import type { State } from "./tables";

/**
 * Stripe's time: the real one, so far ahead as it was moved. What is due happens in order, each at its own instant;
 * while it does, the clock stands there.
 */
export function createClock(state: State, run: (due: DueRow) => void) {
  let standing: number | undefined;

  const now = (): number => standing ?? Date.now() + state.clockAheadMs;

  function nextDue(untilMs: number): DueRow | undefined {
    let next: DueRow | undefined;
    for (const row of state.tables.due.values()) if (!next || row.at < next.at) next = row;
    return next && next.at * 1_000 <= untilMs ? next : undefined;
  }

  function runDue(untilMs: number): void {
    for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
      state.tables.due.delete(due.id);
      standing = Math.max(due.at * 1_000, standing ?? 0);
      run(due);
    }
    standing = undefined;
  }

  return {
    /** Epoch seconds. */
    now: (): number => Math.floor(now() / 1_000),
    /** Lets happen what has become due as time went by; true when something did. */
    catchUp(): boolean {
      const due = nextDue(now()) !== undefined;
      if (due) runDue(now());
      return due;
    },
    advance(by: Duration): void {
      const from = now();
      const to = addDuration(from, by);
      runDue(to);
      state.clockAheadMs += to - from;
    },
  };
}

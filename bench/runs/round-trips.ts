import type { Result } from "../result";
import type { Pace } from "./load";
import { withStage } from "./stage";

const RUNS = 30;
/** Short answers with time between them, so that no statement of one falls into the time of another. */
const PACE: Pace = { firstPieceMs: 20, pieces: 10, perSecond: 100 };
const STARTS_A_SECOND = 3;
const BEFORE_MODEL_AT_MOST = 3;
const TO_SETTLE_AT_MOST = 1;
/** Writes the text of all runs of a process together, however many there are. */
const SHARED = /flush_runs/;

/** Statements that one run sends to its database before it asks the model, and to settle; more than allowed is an error. */
export function benchRoundTrips(): Promise<Result[]> {
  return withStage(
    async ({ targets, send, statements }) => {
      const load = { target: targets.ours, pace: PACE, count: RUNS, startsPerSecond: STARTS_A_SECOND };
      await send({ ...load, firstId: 1 });
      const { answers, model } = await send({ ...load, firstId: 1_000 });
      const arrivals = new Map(model.arrivals);
      const own = statements.filter(({ text }) => !SHARED.test(text));
      const within = (from: number, to: number) => own.filter(({ at }) => at >= from && at <= to);
      const before = answers.map(({ id, sentAt }) => within(sentAt, arrivals.get(id) ?? Number.NaN).length);
      const settling = answers.map(({ id, endedAt }) => within(arrivals.get(id) ?? Number.NaN, endedAt).length);
      if (Math.max(...before) > BEFORE_MODEL_AT_MOST || Math.max(...settling) > TO_SETTLE_AT_MOST) {
        const sent = within(answers[0]?.sentAt ?? 0, answers[0]?.endedAt ?? 0).map(({ text }) => text);
        throw new Error(`${Math.max(...before)} and ${Math.max(...settling)} round trips:\n${sent.join("\n")}`);
      }
      const values = {
        ...{ "before the model, most": Math.max(...before), "before the model, least": Math.min(...before) },
        ...{ "to settle, most": Math.max(...settling), "to settle, least": Math.min(...settling) },
      };
      const target = "at most 3 before the model, 1 to settle";
      return [{ name: "database round trips of a run", unit: "statements", count: RUNS, values, target }];
    },
    { readStatements: true },
  );
}

import { ms, percentile } from "../percentiles";
import type { Result } from "../result";
import { type Answer, idealMs, type Pace, type Target } from "./load";
import { usageOf } from "./process-usage";
import { type Stage, withStage } from "./stage";

const KINDS = ["direct", "relay", "ours"] as const;
const STREAMS = 300;
const PACE: Pace = { firstPieceMs: 1_000, pieces: 500, perSecond: 25 };
/** As many as the product is meant to start at once. */
const STARTS_A_SECOND = 50;
const WARM_UP: Pace = { firstPieceMs: 20, pieces: 10, perSecond: 100 };

/** Many answers at once, each at the model's pace: how much longer than the ideal they take, and what that costs. */
export function benchStreams(): Promise<Result[]> {
  return withStage(async (stage) => {
    await warmUp(stage);
    const results: Result[] = [];
    for (const [index, kind] of KINDS.entries()) {
      const before = KINDS.map((one) => cpuOf(stage, one));
      const firstId = 10_000 * (index + 1);
      const load = {
        target: stage.targets[kind],
        pace: PACE,
        firstId,
        count: STREAMS,
        startsPerSecond: STARTS_A_SECOND,
      };
      const { answers, model } = await stage.send(load);
      const spent = cpuOf(stage, kind) - (before[index] ?? 0);
      results.push(resultOf(kind, answers, Math.max(...model.lateMs), spent));
    }
    return results;
  });
}

async function warmUp(stage: Stage): Promise<void> {
  for (const [index, kind] of KINDS.entries()) {
    const load = {
      target: stage.targets[kind],
      pace: WARM_UP,
      firstId: 1_000 * (index + 1),
      count: 200,
      startsPerSecond: 50,
    };
    await stage.send(load);
  }
}

function cpuOf({ pids }: Stage, kind: Target["kind"]): number {
  return kind === "direct" ? 0 : usageOf(pids[kind]).cpuMs;
}

function resultOf(kind: Target["kind"], answers: readonly Answer[], modelLateMs: number, cpuMs: number): Result {
  // Ours repeats the whole text in its last event, the receipt.
  const expected = PACE.pieces * (kind === "ours" ? 2 : 1);
  const broken = answers.find(({ status, pieces }) => status !== 200 || pieces !== expected);
  if (broken)
    throw new Error(`Answer ${broken.id} (${kind}): ${broken.status}, ${broken.pieces} of ${expected} pieces.`);
  const took = answers.map(({ sentAt, endedAt }) => endedAt - sentAt);
  const whole = Math.max(...answers.map(({ endedAt }) => endedAt)) - Math.min(...answers.map(({ sentAt }) => sentAt));
  const ideal = idealMs(PACE);
  const ramp = ((STREAMS - 1) * 1_000) / STARTS_A_SECOND;
  return {
    name: `${STREAMS} streams of ${PACE.perSecond} chunks a second, ${kind}`,
    unit: "times the ideal",
    count: STREAMS,
    values: {
      "all of them": ms(whole / (ideal + ramp)),
      p50: ms(percentile(took, 50) / ideal),
      max: ms(Math.max(...took) / ideal),
      "model late, ms": ms(modelLateMs),
      "server CPU, cores": ms(cpuMs / whole),
      "server CPU a chunk, us": Math.round((cpuMs * 1_000) / (STREAMS * PACE.pieces)),
      "reads a stream a second": ms(answers.reduce((sum, { reads }) => sum + reads, 0) / STREAMS / (ideal / 1_000)),
    },
    target: kind === "ours" ? "all of them within 1.10" : "-",
  };
}

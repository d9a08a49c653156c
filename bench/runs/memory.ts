import { ms } from "../percentiles";
import type { Result } from "../result";
import { idealMs, type Pace } from "./load";
import { usageOf } from "./process-usage";
import { type Stage, withStage } from "./stage";

const OPEN = 1_000;
/** Slow answers that outlast the time in which all of them begin, so that all are open at once. */
const PACE: Pace = { firstPieceMs: 1_000, pieces: 200, perSecond: 2 };
const STARTS_A_SECOND = 50;
const SOAK_STREAMS = 50;
const SOAK_PACE: Pace = { firstPieceMs: 500, pieces: 500, perSecond: 25 };
const SOAK_MINUTES = Number(process.env["BENCH_SOAK_MINUTES"] ?? 5);
const MB = 1_000_000;

type Sample = { seconds: number; mb: number };

/** The server's memory while a thousand answers stream through it, ours and the bare relay's. */
export function benchMemory(): Promise<Result[]> {
  return withStage(async (stage) => {
    const results: Result[] = [];
    for (const [index, kind] of (["relay", "ours"] as const).entries()) {
      const idle = usageOf(stage.pids[kind]).rssBytes / MB;
      const load = { target: stage.targets[kind], pace: PACE, count: OPEN, startsPerSecond: STARTS_A_SECOND };
      const { answers, samples } = await sampled(stage, kind, () => stage.send({ ...load, firstId: 1 + index * OPEN }));
      const lastBegun = Math.max(...answers.map(({ firstAt }) => firstAt));
      const openAtOnce = answers.filter(({ status, endedAt }) => status === 200 && endedAt > lastBegun).length;
      const values = { idle: Math.round(idle), most: Math.round(Math.max(...samples.map(({ mb }) => mb))), openAtOnce };
      const target = kind === "ours" ? "most under 1000" : "-";
      results.push({ name: `memory with ${OPEN} open streams, ${kind}`, unit: "MB", count: OPEN, values, target });
    }
    return results;
  });
}

/** Memory over minutes of 50 streams that follow one another; BENCH_SOAK_MINUTES=30 is what a release is measured by. */
export function benchSoak(): Promise<Result[]> {
  return withStage(async (stage) => {
    const startsPerSecond = (SOAK_STREAMS * 1_000) / idealMs(SOAK_PACE);
    const count = Math.ceil(startsPerSecond * SOAK_MINUTES * 60);
    const load = { target: stage.targets.ours, pace: SOAK_PACE, firstId: 1, count, startsPerSecond };
    const { answers, samples } = await sampled(stage, "ours", () => stage.send(load));
    const broken = answers.filter(({ status, pieces }) => status !== 200 || pieces !== 2 * SOAK_PACE.pieces).length;
    // Heap and buffers find their size in the first third.
    const settled = samples.slice(Math.floor(samples.length / 3));
    const values = {
      first: Math.round(samples[0]?.mb ?? 0),
      last: Math.round(samples.at(-1)?.mb ?? 0),
      "slope, MB a minute": ms(slope(settled) * 60),
      broken,
    };
    const name = `memory over ${SOAK_MINUTES} minutes of ${SOAK_STREAMS} streams`;
    return [{ name, unit: "MB", count, values, target: "slope under 1 MB a minute" }];
  });
}

async function sampled(stage: Stage, kind: "ours" | "relay", act: () => ReturnType<Stage["send"]>) {
  const samples: Sample[] = [];
  const began = performance.now();
  const sample = (): void => {
    samples.push({ seconds: (performance.now() - began) / 1_000, mb: usageOf(stage.pids[kind]).rssBytes / MB });
  };
  const timer = setInterval(sample, 1_000);
  sample();
  try {
    const { answers } = await act();
    return { answers, samples };
  } finally {
    clearInterval(timer);
  }
}

/** The slope of the line that fits best, in MB a second. */
function slope(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [atMean, mbMean] = [mean(({ seconds }) => seconds), mean(({ mb }) => mb)];
  const spread = mean(({ seconds }) => (seconds - atMean) ** 2);
  return mean(({ seconds, mb }) => (seconds - atMean) * (mb - mbMean)) / spread;
}

import { ms, percentile } from "../percentiles";
import type { Result } from "../result";
import type { Pace, Target } from "./load";
import { withStage } from "./stage";

const KINDS = ["direct", "relay", "ours"] as const;
const STREAMS = 100;
const ROUNDS = 3;
/** Long enough that the first pieces of the last streams come while all the others are going. */
const PACE: Pace = { firstPieceMs: 1_500, pieces: 100, perSecond: 25 };
const STARTS_A_SECOND = 50;

/** From the instant at which the model writes the first piece of text to its arrival, with 100 streams going. */
export function benchFirstToken(): Promise<Result[]> {
  return withStage(async (stage) => {
    const delays: Record<Target["kind"], number[]> = { direct: [], relay: [], ours: [] };
    let firstId = 1;
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const kind of KINDS) {
        const load = {
          target: stage.targets[kind],
          pace: PACE,
          firstId,
          count: STREAMS,
          startsPerSecond: STARTS_A_SECOND,
        };
        firstId += STREAMS;
        const { answers } = await stage.send(load);
        const broken = answers.find(({ status, firstAt }) => status !== 200 || firstAt === 0);
        if (broken) throw new Error(`Answer ${broken.id} (${kind}) came with ${broken.status} and no text.`);
        // The first round warms up.
        if (round > 0) delays[kind].push(...answers.map(({ firstAt, firstStamp }) => firstAt - firstStamp));
      }
    }
    const figures = KINDS.flatMap((kind) => [50, 99].map((p) => [`${kind} p${p}`, ms(percentile(delays[kind], p))]));
    return [
      {
        name: `first token through the server, ${STREAMS} streams`,
        unit: "ms",
        count: delays.ours.length,
        values: Object.fromEntries(figures),
        target: "ours p50 at most 5, p99 at most 30",
      },
    ];
  });
}

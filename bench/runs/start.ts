import { ms, percentile } from "../percentiles";
import type { Result } from "../result";
import type { Answer, Pace, Target } from "./load";
import { usageOf } from "./process-usage";
import { type Stage, withStage } from "./stage";

const STARTS_A_SECOND = 50;
const SECONDS_A_ROUND = 5;
const ROUNDS = 3;
const WARM_UP_SECONDS = 5;
const KINDS = ["direct", "relay", "ours"] as const;
/** An answer that is over soon, so that starts are what is measured. */
const PACE: Pace = { firstPieceMs: 20, pieces: 10, perSecond: 100 };

/** From a client's request to the request that reaches the model: ours, a bare Next route's, and the client's own. */
export function benchStart(): Promise<Result[]> {
  return withStage(async (stage) => {
    const times: Record<Target["kind"], number[]> = { direct: [], relay: [], ours: [] };
    let [nextId, appCpuMs, databaseCpuMs] = [1, 0, 0];
    const round = async (kind: Target["kind"], seconds: number) => {
      const count = STARTS_A_SECOND * seconds;
      const target = stage.targets[kind];
      const load = { target, pace: PACE, firstId: nextId, count, startsPerSecond: STARTS_A_SECOND };
      nextId += count;
      return startTimes(await stage.send(load));
    };
    // The first requests compile, connect and plan statements on each connection, which a steady state does not.
    for (const kind of KINDS) await round(kind, WARM_UP_SECONDS);
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      for (const kind of KINDS) {
        const before = [usageOf(stage.pids.ours).cpuMs, usageOf(stage.pids.database).cpuMs] as const;
        times[kind].push(...(await round(kind, SECONDS_A_ROUND)));
        if (kind !== "ours") continue;
        appCpuMs += usageOf(stage.pids.ours).cpuMs - before[0];
        databaseCpuMs += usageOf(stage.pids.database).cpuMs - before[1];
      }
    }
    const count = times.ours.length;
    return [
      {
        name: `request to upstream request, ${STARTS_A_SECOND} starts a second`,
        unit: "ms",
        count,
        values: {
          ...Object.fromEntries(
            KINDS.flatMap((kind) => [50, 99].map((p) => [`${kind} p${p}`, ms(percentile(times[kind], p))])),
          ),
          "ours max": ms(Math.max(...times.ours)),
          "CPU a run, server": ms(appCpuMs / count),
          "CPU a run, database": ms(databaseCpuMs / count),
        },
        target: "ours p50 at most 5, p99 at most 20",
      },
    ];
  });
}

function startTimes({ answers, model }: Awaited<ReturnType<Stage["send"]>>): number[] {
  const arrivals = new Map(model.arrivals);
  return answers.map(({ id, sentAt, status, pieces }: Answer) => {
    const arrivedAt = arrivals.get(id);
    if (status !== 200 || arrivedAt === undefined || pieces < PACE.pieces) {
      throw new Error(`Request ${id} was answered with ${status} and ${pieces} pieces.`);
    }
    return arrivedAt - sentAt;
  });
}

import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { startDraining, workUnderWay } from "@/lib/jobs/draining.server";
import { log } from "@/lib/log.server";
import { feeds } from "@/lib/runs/run-feed.server";

const LOOK_MS = 50;
/** Of the time to go, this much is spent listening in any case, so that a proxy sees that we are not ready. */
const LISTENING = 0.1;
/** How long the ends of runs that had to be cut off may take to be written. */
const SETTLE_MS = 5_000;

async function untilNone(patienceMs: number, meanwhile?: () => void): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (workUnderWay() > 0 && Date.now() < deadline) {
    meanwhile?.();
    await sleep(LOOK_MS);
  }
  return workUnderWay() === 0;
}

function cutOff(): void {
  for (const feed of feeds().values()) feed.stop("restarted");
}

/**
 * Starts no more runs and waits until those of this process are over; what is not over after `seconds` is ended as
 * our failure, so that nobody is charged and no hold waits for its lease. Resolves when all is written.
 */
export async function drainRuns(seconds: number): Promise<void> {
  startDraining();
  await sleep(seconds * 1_000 * LISTENING);
  if (await untilNone(seconds * 1_000 * (1 - LISTENING))) return;
  log.warn({ runs: feeds().size }, "runs cut off by the end of the server");
  await untilNone(SETTLE_MS, cutOff);
}

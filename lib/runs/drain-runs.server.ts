import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { startDraining } from "@/lib/jobs/draining.server";
import { log } from "@/lib/log.server";
import { feeds } from "@/lib/runs/run-feed.server";

const LOOK_MS = 50;
/** How long the ends of runs that had to be cut off may take to be written. */
const SETTLE_MS = 5_000;

async function untilNone(patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (feeds().size > 0 && Date.now() < deadline) await sleep(LOOK_MS);
  return feeds().size === 0;
}

/**
 * Starts no more runs and waits until those of this process are over; what is not over after `seconds` is ended as
 * our failure, so that nobody is charged and no hold waits for its lease. Resolves when all is written.
 */
export async function drainRuns(seconds: number): Promise<void> {
  startDraining();
  if (await untilNone(seconds * 1_000)) return;
  log.warn({ runs: feeds().size }, "runs cut off by the end of the server");
  for (const feed of feeds().values()) feed.stop("restarted");
  await untilNone(SETTLE_MS);
}

import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { after } from "next/server";
import { now } from "@/lib/clock";
import { alertChannels } from "@/lib/jobs/alert-channels.server";
import { deliverAlerts } from "@/lib/jobs/deliver-alerts.server";
import { log } from "@/lib/log.server";
import { processSingleton } from "@/lib/process-singleton";
import { outsideRequest } from "@/lib/telemetry/request-context.server";

/** Trouble comes in numbers; what comes within this time goes out together. */
const GATHER_MS = 1_000;

async function deliverGathered(state: { waiting: boolean }): Promise<void> {
  await sleep(GATHER_MS);
  state.waiting = false;
  try {
    await deliverAlerts(now());
  } catch (error) {
    log.error({ err: error }, "alerts not delivered yet");
  }
}

/** A function that is frozen with its answer stays until this is through; outside of a request there is nothing to keep. */
function keepAwakeFor(work: Promise<void>): void {
  try {
    after(work);
  } catch {
    // A script, a test, or a timer: the process lives by itself.
  }
}

/** Has what was just alerted told in a moment. Nobody waits for it; the hourly job tells what this could not. */
export function deliverSoon(): void {
  const state = processSingleton("alerts-gathering", () => ({ waiting: false }));
  if (state.waiting || alertChannels().length === 0) return;
  state.waiting = true;
  keepAwakeFor(outsideRequest(() => deliverGathered(state)));
}

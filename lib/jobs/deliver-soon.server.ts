import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { now } from "@/lib/clock";
import { alertChannels } from "@/lib/jobs/alert-channels.server";
import { beside } from "@/lib/jobs/beside.server";
import { deliverAlerts } from "@/lib/jobs/deliver-alerts.server";
import { log } from "@/lib/log.server";
import { processSingleton } from "@/lib/process-singleton";

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

/** Has what was just alerted told in a moment. Nobody waits for it; the hourly job tells what this could not. */
export function deliverSoon(): void {
  const state = processSingleton("alerts-gathering", () => ({ waiting: false }));
  if (state.waiting || alertChannels().length === 0) return;
  state.waiting = true;
  beside(() => deliverGathered(state));
}

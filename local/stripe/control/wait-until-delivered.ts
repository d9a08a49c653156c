import { setTimeout as delay } from "node:timers/promises";
import type { Delivery } from "../events/delivery";

/** Waits until no event is on its way any more, or until the time is over. */
export async function waitUntilDelivered(delivery: Delivery, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (delivery.pending() > 0 && Date.now() < deadline) await delay(10);
}

import { loadavg } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

const QUIET_LOAD = 1;
const LONGEST_WAIT_MS = 30_000;

/** Waits for the machine's other work to be over, but not for ever; answers the load average of the last minute. */
export async function quiet(): Promise<number> {
  const load = () => Math.round((loadavg()[0] ?? 0) * 10) / 10;
  for (const deadline = Date.now() + LONGEST_WAIT_MS; load() >= QUIET_LOAD && Date.now() < deadline; )
    await delay(2_000);
  return load();
}

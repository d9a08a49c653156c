import "server-only";
import { after } from "next/server";
import { underWay } from "@/lib/jobs/draining.server";
import { outsideRequest } from "@/lib/telemetry/request-context.server";

/**
 * Begins work that no answer waits for. A function that is frozen once it has answered stays awake until it is through, and
 * a process that is told to go waits for it. The work says itself what went wrong with it.
 */
export function beside(work: () => Promise<void>): void {
  const done = outsideRequest(() => underWay(work));
  try {
    after(done);
  } catch {
    // Outside of a request (a script, a test, a timer) the process lives by itself.
  }
}

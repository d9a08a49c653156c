import { z } from "zod";

/** The body of POST /_local/faults: what becomes of the next requests to a path. */
export const FaultRequest = z
  .strictObject({
    fault: z.enum(["500", "429", "hang", "torn", "reset", "slow"]),
    /** Before or after the work is done; by itself 500, hang and reset come after. */
    when: z.enum(["before", "after"]).optional(),
    /** The beginning of the paths it meets. */
    path: z.string().startsWith("/v1/").default("/v1/"),
    method: z.enum(["GET", "POST", "DELETE"]).optional(),
    times: z.int().min(1).max(10_000).default(1),
    /** Does an idempotency key remember the 500? By itself when it comes after. */
    stored: z.boolean().optional(),
    /** How long `slow` waits with the work. */
    ms: z.int().min(1).max(600_000).default(2_000),
  })
  .transform(({ when, stored, ...wanted }) => {
    const early = wanted.fault === "429" || wanted.fault === "slow";
    const moment = early ? "before" : wanted.fault === "torn" ? "after" : (when ?? "after");
    return { ...wanted, when: moment, stored: stored ?? moment === "after" };
  });

export type Fault = z.output<typeof FaultRequest>;

/** The faults that are still to come, in the order they were asked for. */
export function createFaults() {
  let waiting: Fault[] = [];

  return {
    add(fault: Fault): void {
      waiting.push({ ...fault });
    },
    clear(): void {
      waiting = [];
    },
    list: (): readonly Fault[] => waiting,
    /** The fault that this request meets, if any; it is one less then. */
    take(method: string, path: string): Fault | null {
      const fault = waiting.find(
        (candidate) => path.startsWith(candidate.path) && (candidate.method ?? method) === method,
      );
      if (!fault) return null;
      fault.times -= 1;
      if (fault.times === 0) waiting = waiting.filter((other) => other !== fault);
      return { ...fault };
    },
  };
}

import { expect, test } from "vitest";
import { jobStatus } from "./job-status";

const NOW = new Date("2026-11-28T10:20:30.000Z");
const log = (job: string, succeededAt: string | null, status: string | null = "succeeded") => ({
  job,
  status,
  startedAt: NOW,
  succeededAt: succeededAt === null ? null : new Date(succeededAt),
  error: null,
});

test.each([
  ["sweep", "2026-11-28T10:19:59Z", "good", "2026-11-28T10:21:00.000Z"],
  ["sweep", "2026-11-28T10:04:00Z", "late", "2026-11-28T10:21:00.000Z"],
  ["reconcile", "2026-11-28T09:15:02Z", "good", "2026-11-28T11:15:00.000Z"],
  ["reconcile", "2026-11-28T09:00:00Z", "late", "2026-11-28T11:15:00.000Z"],
  ["monthly-reset", "2026-11-28T00:00:04Z", "good", "2026-11-29T00:00:00.000Z"],
  ["rollover-expiry", "2026-11-27T00:05:04Z", "late", "2026-11-29T00:05:00.000Z"],
])("%s that succeeded last at %s is %s, and due next at %s", (job, succeededAt, state, due) => {
  const status = jobStatus(log(job, succeededAt), NOW);
  expect([status.state, status.nextDue.toISOString()]).toEqual([state, due]);
});

test("a job whose last run failed has failed, however lately it succeeded; one that never ran is not late", () => {
  expect(jobStatus(log("sweep", "2026-11-28T10:20:00Z", "failed"), NOW).state).toBe("failed");
  expect(jobStatus(log("sweep", null, null), NOW).state).toBe("never");
});

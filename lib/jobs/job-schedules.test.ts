import { expect, test } from "vitest";
import { JOBS, scheduledJobs } from "@/lib/jobs/job-schedules";

test("every job is scheduled, and none is waited for longer than its schedule and some delay", () => {
  const allowed = Object.fromEntries(
    scheduledJobs().map(({ job, allowedSilenceMs }) => [job, allowedSilenceMs / 60_000]),
  );
  expect(Object.keys(allowed).sort()).toEqual([...JOBS].sort());
  expect(allowed).toMatchObject({ sweep: 16, reconcile: 75, alerts: 75, "monthly-reset": 26 * 60 });
});

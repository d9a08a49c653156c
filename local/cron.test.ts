import { expect, test } from "vitest";
import { parseSchedule, readCronJobs } from "./cron";
import { runDueJobs } from "./cron-runner";

const at = (time: string): Date => new Date(`2026-11-22T${time}Z`);

test.each([
  ["* * * * *", "13:37:59", true],
  ["15 * * * *", "00:15:00", true],
  ["15 * * * *", "00:16:00", false],
  ["5 0 * * *", "00:05:30", true],
  ["5 0 * * *", "12:05:00", false],
  ["0 0 * * *", "00:00:00", true],
])("%s at %s is due: %s", (schedule, time, expected) => {
  expect(parseSchedule(schedule)(at(time))).toBe(expected);
});

test.each(["*/5 * * * *", "* 3 * * *", "60 * * * *", "0 24 * * *", "0 0 1 * *", "0 0 * * 1", "", "@daily"])(
  "the schedule %j is refused rather than misread",
  (schedule) => {
    expect(() => parseSchedule(schedule)).toThrow(/none of/);
  },
);

test("a job is called by the last part of its path", () => {
  const jobs = readCronJobs({ crons: [{ path: "/api/cron/sweep", schedule: "* * * * *" }] });
  expect(jobs.map(({ name, path }) => [name, path])).toEqual([["sweep", "/api/cron/sweep"]]);
  expect(readCronJobs({})).toEqual([]);
});

test("a job whose last call still runs is not started beside itself", async () => {
  const jobs = readCronJobs({ crons: [{ path: "/slow", schedule: "* * * * *" }] });
  const running = new Set<string>();
  let started = 0;
  let finish = (): void => {};
  const run = (): Promise<void> => {
    started += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  };
  runDueJobs(jobs, at("00:01:00"), running, run);
  runDueJobs(jobs, at("00:02:00"), running, run);
  expect(started).toBe(1);
  finish();
  await new Promise(setImmediate);
  runDueJobs(jobs, at("00:03:00"), running, run);
  expect(started).toBe(2);
});

import { expect, test } from "vitest";
import { attentionTo, type Facts } from "./attention";

const NOW = new Date("2026-11-28T10:00:00Z");
const QUIET: Facts = {
  now: NOW,
  jobs: [
    { job: "sweep", state: "good" },
    { job: "reconcile", state: "good" },
  ],
  staleHolds: 0,
  webhooks: { waiting: 0, oldestWaitingSeconds: null },
  alerts: [],
  hasOpenReports: false,
};
const told = (message: string, at: string, kind = "any") => ({ kind, message, createdAt: new Date(at) });
const words = (change: Partial<Facts>) => attentionTo({ ...QUIET, ...change }).map((found) => found.words);

test("nothing needs anybody while all goes by itself: a hold before its sweep, an event on its way, an alert of last week", () => {
  expect(words({})).toEqual([]);
  const lastWeek = [told("Drift.", "2026-11-20T10:00:00Z")];
  expect(words({ staleHolds: 2, webhooks: { waiting: 3, oldestWaitingSeconds: 40 }, alerts: lastWeek })).toEqual([]);
});

test("each thing that somebody must do is named, with where it is done", () => {
  expect(
    attentionTo({
      ...QUIET,
      jobs: [
        { job: "sweep", state: "late" },
        { job: "reconcile", state: "failed" },
        { job: "monthly-reset", state: "never" },
      ],
      staleHolds: 12,
      webhooks: { waiting: 2, oldestWaitingSeconds: 900 },
      alerts: [told("Runs of today have cost $104.", "2026-11-28T01:00:00Z")],
      hasOpenReports: true,
    }),
  ).toEqual([
    { words: "Runs of today have cost $104.", href: "/admin?tab=health#alerts" },
    { words: "The job sweep is late.", href: "/admin?tab=health#jobs" },
    { words: "The job reconcile failed when it last ran.", href: "/admin?tab=health#jobs" },
    { words: "12 holds are past the lease, and no sweep releases them.", href: "/admin?tab=health#holds" },
    { words: "2 events from Stripe wait, the first for 15 min.", href: "/admin?tab=payments&only=waiting" },
    { words: "Readers reported links that nobody has looked at.", href: "/admin?tab=reports" },
  ]);
  const never = QUIET.jobs.map(({ job }) => ({ job, state: "never" as const }));
  expect(words({ jobs: never })).toEqual(["Nothing has called the scheduled jobs so far."]);
});

test("of many alerts the newest three are told, and not that a job failed once it has succeeded again", () => {
  const alerts = ["A.", "B.", "C.", "D.", "E."].map((message) => told(message, "2026-11-28T09:00:00Z"));
  const job = told("The job sweep failed.", "2026-11-28T09:30:00Z", "job_failed");
  expect(words({ alerts: [job, ...alerts] })).toEqual(["A.", "B.", "C.", "2 more alerts."]);
  expect(words({ alerts: [job] })).toEqual([]);
});

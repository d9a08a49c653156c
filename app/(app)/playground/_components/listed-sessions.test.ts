import { expect, test } from "vitest";
import type { SessionDetail, SessionSummary } from "@/lib/sessions/session";
import { withOpen } from "./listed-sessions";

const newest = [{ id: "new" }, { id: "newer" }] as SessionSummary[];
const packageRef = { id: "p", scope: "prpm", name: "plain-english", format: "claude", version: "1.0.0" };
const open = (id: string, runs: object[]) =>
  ({ id, title: "Old", saved: true, expiresAt: null, turns: [{ userInput: "", runs }] }) as unknown as SessionDetail;

test("the open session is listed once, at the end where it is older than the newest", () => {
  const run = { packageRef, createdAt: "2026-11-02T09:00:00.000Z" };
  expect(withOpen(newest, null)).toBe(newest);
  expect(withOpen(newest, open("new", [run]))).toBe(newest);
  expect(withOpen(newest, open("old", []))).toBe(newest);
  expect(withOpen(newest, open("old", [run])).at(-1)).toEqual({
    ...{ id: "old", title: "Old", saved: true, expiresAt: null },
    ...{ lastTurnAt: run.createdAt, packageId: "p", packageName: "prpm/plain-english" },
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processMark } from "./process-mark";
import { claimStack, readyPart, runningStack } from "./stack-state";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "prpm-unit-state-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const leave = (content: unknown): void =>
  writeFileSync(join(home, "stack.json"), typeof content === "string" ? content : JSON.stringify(content));
const offers = {
  url: "http://localhost:3000",
  databaseUrl: "postgres://x/y",
  claude: { url: "http://c", standIn: true },
  stripe: null,
};

test("a claimed stack runs at once, is ready when it says so, and leaves nothing when released", () => {
  const claim = claimStack(home);
  const starting = runningStack(home);
  expect(starting?.pid).toBe(process.pid);
  expect(starting && readyPart(starting)).toBeUndefined();
  claim.ready(offers);
  const running = runningStack(home);
  expect(running && readyPart(running)).toEqual(offers);
  claim.release();
  expect(readdirSync(home)).toEqual([]);
});

test("a second start is refused with the address and process of the first", () => {
  claimStack(home).ready(offers);
  expect(() => claimStack(home)).toThrow(`http://localhost:3000 (process ${process.pid})`);
});

test.each([
  ["nothing readable", "{ half"],
  ["an empty file", ""],
  ["a process that is gone", { pid: 2 ** 30, mark: "1", startedAt: "" }],
  ["another process under a recycled id", { pid: process.pid, mark: "1", startedAt: "" }],
])("a file that names %s is ignored and replaced", (_, content) => {
  leave(content);
  expect(runningStack(home)).toBeUndefined();
  expect(claimStack(home).afterCrash).toBe(true);
  expect(runningStack(home)?.mark).toBe(processMark(process.pid));
});

test("releasing does not take away a file that another process has since put there", () => {
  const claim = claimStack(home);
  leave({ pid: process.ppid, mark: processMark(process.ppid), startedAt: "" });
  claim.release();
  expect(runningStack(home)?.pid).toBe(process.ppid);
});

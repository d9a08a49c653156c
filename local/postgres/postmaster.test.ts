import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parsePostmasterPid, runningPostmaster } from "./postmaster";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "prpm-unit-pid-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const file = (pid: number): string => `${pid}\n${dataDir}\n1795350266\n5432\n\n127.0.0.1\n  1234 5\nready\n`;

test("the file tells process, directory and port; half a file tells nothing", () => {
  expect(parsePostmasterPid(file(42))).toEqual({ pid: 42, dataDir, port: 5432 });
  expect(parsePostmasterPid("42\n/data\n")).toBeUndefined();
  expect(parsePostmasterPid("")).toBeUndefined();
});

test("a process that is gone is no server", () => {
  writeFileSync(join(dataDir, "postmaster.pid"), file(2 ** 30));
  expect(runningPostmaster(dataDir, undefined)).toBeUndefined();
});

test("another program under a recycled id is no server", () => {
  writeFileSync(join(dataDir, "postmaster.pid"), file(process.pid));
  expect(runningPostmaster(dataDir, undefined)).toBeUndefined();
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { processMark } from "./process-mark";

test("a running process keeps its mark, and one that ended has none", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  const pid = child.pid ?? 0;
  const mark = processMark(pid);
  expect(mark).toBeTruthy();
  expect(processMark(pid)).toBe(mark);
  expect(mark).not.toBe(processMark(process.pid));
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(processMark(pid)).toBeUndefined();
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 30])("%s is no process", (pid) => {
  expect(processMark(pid)).toBeUndefined();
});

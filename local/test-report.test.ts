import { expect, test } from "vitest";
import { countPlaywright, countVitest } from "./test-report";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test("Vitest's passed and failed tests are counted over all files", () => {
  const report = {
    success: false,
    testResults: [file("passed", "passed", "passed"), file("failed", "passed", "failed")],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 1 });
});

test("a skipped test did not pass, in either runner", () => {
  expect(countVitest({ success: true, testResults: [file("passed", "passed", "skipped")] })).toEqual({
    passed: 1,
    failed: 1,
  });
  const stats = { expected: 2, unexpected: 0, flaky: 0, skipped: 1 };
  expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 2, failed: 1 });
});

test("a file that could not be loaded, or a failure outside all files, is one failure", () => {
  expect(countVitest({ success: false, testResults: [file("failed")] })).toEqual({ passed: 0, failed: 1 });
  expect(countVitest({ success: false, testResults: [file("passed", "passed")] })).toEqual({ passed: 1, failed: 1 });
});

test("a suite without any test has failed", () => {
  expect(countVitest({ success: true, testResults: [] })).toEqual({ passed: 0, failed: 1 });
  expect(countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } })).toEqual({
    passed: 0,
    failed: 1,
  });
});

test("a browser test that only passed when tried again, and an error outside all tests, are failures", () => {
  const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 0 };
  expect(countPlaywright({ stats, errors: [{ message: "web server" }] })).toEqual({ passed: 1, failed: 3 });
});

import { expect, test } from "vitest";
import { countPlaywright, countVitest, tellFailures } from "./test-report";

const file = (status: string, ...tests: string[]) => ({
  status,
  name: "some.test.ts",
  assertionResults: tests.map((each) => ({
    status: each,
    fullName: `it ${each}`,
    failureMessages: each === "failed" ? ["1 is not 2"] : [],
  })),
});

/** A suite of Playwright with a test for each status, the last within a suite of its own. */
function suite(...statuses: string[]) {
  const specs = statuses.map((status) => ({
    title: `it is ${status}`,
    file: "some.spec.ts",
    line: 7,
    tests: [{ status, projectName: "phone", results: [{ errors: [{ message: "\u001b[31mno button\u001b[39m" }] }] }],
  }));
  return { specs: specs.slice(0, -1), suites: [{ specs: specs.slice(-1) }] };
}

test("Vitest's passed and failed tests are counted over all files", () => {
  const report = {
    success: false,
    testResults: [file("passed", "passed", "passed"), file("failed", "passed", "failed")],
  };
  expect(countVitest(report)).toMatchObject({ passed: 3, failed: 1 });
});

test("a skipped test did not pass, in either runner", () => {
  const report = { success: true, testResults: [file("passed", "passed", "skipped")] };
  expect(countVitest(report)).toMatchObject({ passed: 1, failed: 1 });
  expect(countPlaywright({ suites: [suite("expected", "expected", "skipped")] })).toMatchObject({
    passed: 2,
    failed: 1,
  });
});

test("a file that could not be loaded, or a failure outside all files, is one failure", () => {
  expect(countVitest({ success: false, testResults: [file("failed")] })).toMatchObject({ passed: 0, failed: 1 });
  expect(countVitest({ success: false, testResults: [file("passed", "passed")] })).toMatchObject({
    passed: 1,
    failed: 1,
  });
});

test("a suite without any test has failed", () => {
  expect(countVitest({ success: true, testResults: [] })).toMatchObject({ passed: 0, failed: 1 });
  expect(countPlaywright({ suites: [] })).toMatchObject({ passed: 0, failed: 1 });
});

test("a browser test that only passed when tried again, and an error outside all tests, are failures", () => {
  const report = { suites: [suite("expected", "unexpected", "flaky")], errors: [{ message: "web server" }] };
  expect(countPlaywright(report)).toMatchObject({ passed: 1, failed: 3 });
});

test("what failed is told at the end by step, file and name, with what the runner said of it in plain text", () => {
  const integration = countVitest({ success: false, testResults: [file("failed", "passed", "failed")] });
  const e2e = countPlaywright({ suites: [suite("expected", "flaky")] });
  expect(
    tellFailures([
      { name: "integration", ...integration },
      { name: "e2e", ...e2e },
    ]),
  ).toEqual([
    "FAILED integration: some.test.ts › it failed",
    "  1 is not 2",
    "FAILED e2e: [phone] some.spec.ts:7 › it is flaky",
    "  no button",
  ]);
});

test("a long message keeps its first lines", () => {
  const said = Array.from({ length: 40 }, (_, number) => `line ${number}`).join("\n");
  const told = tellFailures([{ name: "unit", failures: [{ test: "it", said }] }]);
  expect([told[1], told.at(-1), told.length]).toEqual(["  line 0", "  line 11", 13]);
});

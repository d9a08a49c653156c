import { z } from "zod";

/** How many tests of a suite passed and how many did not. A test that was not run did not pass. */
export type Count = { passed: number; failed: number };

const VitestReport = z.object({
  success: z.boolean(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** Counts Vitest's JSON report; a file that could not be run counts as one failure, and so does a failure of no file. */
export function countVitest(report: unknown): Count {
  const { success, testResults } = VitestReport.parse(report);
  const count = { passed: 0, failed: 0 };
  for (const { status, assertionResults } of testResults) {
    const passed = assertionResults.filter((test) => test.status === "passed").length;
    count.passed += passed;
    count.failed += assertionResults.length - passed;
    if (status !== "passed" && passed === assertionResults.length) count.failed += 1;
  }
  return whole(count, success);
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** Counts Playwright's JSON report; one that only passed when tried again failed. */
export function countPlaywright(report: unknown): Count {
  const { stats, errors } = PlaywrightReport.parse(report);
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length;
  return whole({ passed: stats.expected, failed }, failed === 0);
}

/** A suite that says it failed, or that ran no test, has at least one failure. */
function whole({ passed, failed }: Count, success: boolean): Count {
  return { passed, failed: failed === 0 && (!success || passed === 0) ? 1 : failed };
}

import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** One test that did not pass, and what its runner said of it. */
export type Failure = { test: string; said: string };

/** How many tests of a suite passed and how many did not, and which. A test that was not run did not pass. */
export type Count = { passed: number; failed: number; failures: readonly Failure[] };

const VitestTest = z.object({
  status: z.string(),
  fullName: z.string().default(""),
  failureMessages: z.array(z.string()).nullish(),
});

const VitestReport = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      status: z.string(),
      name: z.string().default(""),
      message: z.string().default(""),
      assertionResults: z.array(VitestTest),
    }),
  ),
});

/** Counts Vitest's JSON report; a file that could not be run counts as one failure, and so does a failure of no file. */
export function countVitest(report: unknown): Count {
  const { success, testResults } = VitestReport.parse(report);
  const failures: Failure[] = [];
  let passed = 0;
  for (const { status, name, message, assertionResults } of testResults) {
    const others = assertionResults.filter((test) => test.status !== "passed");
    passed += assertionResults.length - others.length;
    for (const test of others) {
      const said = test.failureMessages?.join("\n") || test.status;
      failures.push({ test: `${name} › ${test.fullName}`, said });
    }
    if (status !== "passed" && others.length === 0) failures.push({ test: name, said: message });
  }
  return whole(passed, failures, success);
}

const PlaywrightTest = z.object({
  status: z.string(),
  projectName: z.string(),
  results: z.array(z.object({ errors: z.array(z.object({ message: z.string() })).default([]) })),
});

type PlaywrightSuite = z.infer<typeof PlaywrightSuite>;
const PlaywrightSuite = z.object({
  specs: z.array(z.object({ title: z.string(), file: z.string(), line: z.number(), tests: z.array(PlaywrightTest) })),
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
});

const PlaywrightReport = z.object({
  suites: z.array(PlaywrightSuite),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});

/** Counts Playwright's JSON report; one that only passed when tried again failed, and so did an error outside all. */
export function countPlaywright(report: unknown): Count {
  const { suites, errors } = PlaywrightReport.parse(report);
  const tests = suites.flatMap(testsOf);
  const failures = tests
    .filter(({ status }) => status !== "expected")
    .map(({ test, said, status }) => ({ test, said: said || status }));
  const passed = tests.length - failures.length;
  const outside = errors.map(({ message = "" }) => ({ test: "outside all tests", said: message }));
  return whole(passed, [...failures, ...outside], true);
}

function testsOf({ specs, suites = [] }: PlaywrightSuite): (Failure & { status: string })[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests.map(({ status, projectName, results }) => ({
      status,
      test: `[${projectName}] ${file}:${line} › ${title}`,
      said: results.flatMap(({ errors }) => errors.map(({ message }) => message)).join("\n"),
    })),
  );
  return [...own, ...suites.flatMap(testsOf)];
}

/** A suite that says it failed, or that ran no test, has at least one failure. */
function whole(passed: number, failures: readonly Failure[], success: boolean): Count {
  if (failures.length > 0 || (success && passed > 0)) return { passed, failed: failures.length, failures };
  const said = passed === 0 ? "No test was run." : "The runner says that it failed, and of no test why.";
  return { passed, failed: 1, failures: [{ test: "the suite as a whole", said }] };
}

/** The most lines of what a runner said of one failure that are said again at the end. */
const LINES_OF_A_FAILURE = 12;

/** What failed, by step, as lines of plain text: a log's end is what is left of it. */
export function tellFailures(steps: readonly { name: string; failures: readonly Failure[] }[]): string[] {
  return steps.flatMap(({ name, failures }) =>
    failures.flatMap(({ test, said }) => {
      const lines = stripVTControlCharacters(said)
        .split("\n")
        .filter((line) => line.trim() !== "");
      return [`FAILED ${name}: ${test}`, ...lines.slice(0, LINES_OF_A_FAILURE).map((line) => `  ${line}`)];
    }),
  );
}

import { CommandError, runCommand } from "./command";
import { createShutdown } from "./shutdown";
import { type Count, tellFailures } from "./test-report";
import { type TestStep, testSteps } from "./test-steps";

type Result = Count & { name: string; seconds: number };

/** All steps, or those named on the command line. */
function chosenSteps(): readonly TestStep[] {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !testSteps.some((step) => step.name === name));
  if (unknown !== undefined) {
    const all = testSteps.map(({ name }) => name).join(", ");
    throw new CommandError(`No step is called ${unknown}. Usage: npm test, or npm test -- STEP... of: ${all}`, 2);
  }
  return names.length === 0 ? testSteps : testSteps.filter(({ name }) => names.includes(name));
}

async function runStep({ name, run }: TestStep, signal: AbortSignal): Promise<Result> {
  console.log(`\n--- ${name}`);
  const began = performance.now();
  const result = (count: Count): Result => ({ ...count, name, seconds: (performance.now() - began) / 1_000 });
  try {
    return result(await run(signal));
  } catch (error) {
    console.error(error instanceof CommandError ? error.message : error);
    const said = String(error instanceof Error ? error.message : error);
    return result({ passed: 0, failed: 1, failures: [{ test: name, said }] });
  }
}

function summarise(results: readonly Result[]): Omit<Count, "failures"> {
  for (const line of tellFailures(results)) console.log(line);
  console.log("\nstep          passed  failed  seconds");
  for (const { name, passed, failed, seconds } of results) {
    const cells = [String(passed).padStart(8), String(failed).padStart(8), seconds.toFixed(1).padStart(9)];
    console.log(`${name.padEnd(12)}${cells.join("")}`);
  }
  const sum = (key: "passed" | "failed"): number => results.reduce((total, result) => total + result[key], 0);
  return { passed: sum("passed"), failed: sum("failed") };
}

await runCommand(async () => {
  const steps = chosenSteps();
  const { signal } = createShutdown();
  const results: Result[] = [];
  for (const step of steps) {
    results.push(await runStep(step, signal));
    if (signal.aborted) throw new CommandError("The tests were stopped.", 130);
  }
  const { passed, failed } = summarise(results);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});

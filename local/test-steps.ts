import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "./build-app";
import { ensureChromium } from "./chromium";
import { readJson } from "./json-file";
import { packageProgram } from "./package-program";
import { root } from "./paths";
import { type Count, countPlaywright, countVitest } from "./test-report";

/** One step of `npm test`: prints what it does as it goes and resolves with its count. */
export type TestStep = { name: string; run: (signal: AbortSignal) => Promise<Count> };

const PASSED: Count = { passed: 1, failed: 0, failures: [] };

/** A step that is one check, or whose runner ended without a report; what it said is where the step printed it. */
function failedStep(said: string): Count {
  return { passed: 0, failed: 1, failures: [{ test: "the step as a whole", said }] };
}

const CHAOS = ["--conditions=react-server", "--import", "tsx", "tests/chaos/runs.ts"] as const;

/** Every step in its order: what is quick and common first, and the build before the tests that need it. */
export const testSteps: readonly TestStep[] = [
  { name: "types", run: check([process.execPath, "local/bootstrap.mjs", "typecheck"]) },
  { name: "lint", run: check([process.execPath, packageProgram("@biomejs/biome", "biome"), "check", "."]) },
  { name: "boundaries", run: check([process.execPath, "tests/boundaries.mjs"]) },
  { name: "unused", run: check([process.execPath, packageProgram("knip")]) },
  { name: "unit", run: vitest("unit") },
  { name: "build", run: build },
  { name: "integration", run: vitest("integration") },
  { name: "cluster", run: vitest("cluster") },
  { name: "chaos", run: check([process.execPath, ...CHAOS]) },
  { name: "e2e", run: playwright },
];

type Command = readonly [program: string, ...args: string[]];

/** Runs a command with its output shown and resolves with its exit code. */
function execute([program, ...args]: Command, signal: AbortSignal, env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    signal.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function check(command: Command): TestStep["run"] {
  return async (signal) => {
    const code = await execute(command, signal);
    return code === 0 ? PASSED : failedStep(`It ended with exit code ${code}.`);
  };
}

async function build(signal: AbortSignal): Promise<Count> {
  await buildApp({ signal });
  return PASSED;
}

function vitest(project: string): TestStep["run"] {
  return (signal) =>
    withReport(countVitest, (report) => {
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const program = [process.execPath, packageProgram("vitest"), "run", "--project", project] as const;
      return execute([...program, ...reporters], signal);
    });
}

function playwright(signal: AbortSignal): Promise<Count> {
  const env = { CHROMIUM_PATH: ensureChromium() };
  return withReport(countPlaywright, (report) => {
    const program = [process.execPath, packageProgram("@playwright/test", "playwright"), "test"] as const;
    const reported = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    return execute([...program, "--reporter=list,json"], signal, reported);
  });
}

/** Counts what a runner wrote down; one that crashed before it could, or disagrees with its own count, failed. */
async function withReport(
  count: (report: unknown) => Count,
  run: (reportFile: string) => Promise<number>,
): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), "prpm-test-report-"));
  try {
    const code = await run(join(folder, "report.json"));
    const report = readJson(join(folder, "report.json"));
    if (report === undefined) return failedStep(`Its runner ended with exit code ${code} and left no report.`);
    const counted = count(report);
    if (code === 0 || counted.failed > 0) return counted;
    return { ...failedStep(`Its runner ended with exit code ${code}.`), passed: counted.passed };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

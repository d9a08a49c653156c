import { formatCsvRow } from "@/lib/csv";

type DayLine = {
  day: string;
  runs: number;
  succeeded: number;
  failed: number;
  credits: number;
  managersRuns: number;
  baselineRuns: number;
  installs: number;
};

const HEAD = ["Day", "Runs", "Succeeded", "Failed", "Credits", "Own runs", "No-prompt runs", "Installs copied"];

/** A package's days as CSV, the first day first. */
export async function* packageCsv(days: readonly DayLine[]): AsyncGenerator<string> {
  yield formatCsvRow(HEAD);
  for (const { day, runs, succeeded, failed, credits, managersRuns, baselineRuns, installs } of days) {
    yield formatCsvRow([day, runs, succeeded, failed, credits, managersRuns, baselineRuns, installs]);
  }
}

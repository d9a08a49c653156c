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

const HEADER = [
  "day",
  "runs",
  "succeeded",
  "stopped",
  "failed",
  "credits",
  "managersRuns",
  "baselineRuns",
  "installs",
] as const;

/** A package's days as CSV, the first day first. */
export async function* packageCsv(days: readonly DayLine[]): AsyncGenerator<string> {
  yield formatCsvRow(HEADER);
  for (const { day, runs, succeeded, failed, credits, managersRuns, baselineRuns, installs } of days) {
    yield formatCsvRow([
      day,
      runs,
      succeeded,
      runs - succeeded - failed,
      failed,
      credits,
      managersRuns,
      baselineRuns,
      installs,
    ]);
  }
}

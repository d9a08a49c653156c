import "server-only";
import { formatCsvRow } from "@/lib/csv";
import { listUsageLines } from "@/lib/insights/list-usage-lines.server";
import type { Period } from "@/lib/insights/period";
import type { UsageLine } from "@/lib/insights/usage";

const HEADER = [
  "day",
  "model",
  "package",
  "format",
  "runs",
  "succeeded",
  "failed",
  "stopped",
  "tokens",
  "credits",
] as const;

/** `none` is no package or a prompt of one's own, `removed` a package that is gone. */
function packageOf({ hasPackage, scope, name }: UsageLine): string {
  if (scope !== null && name !== null) return `${scope}/${name}`;
  return hasPackage ? "removed" : "none";
}

function toRow(line: UsageLine): string {
  const { day, model, format, runs, succeeded, failed, stopped, tokens, creditsSpent } = line;
  return formatCsvRow([day, model, packageOf(line), format, runs, succeeded, failed, stopped, tokens, creditsSpent]);
}

/** A period's use as CSV by day, model and package: at most a year of one person's days, so it is one piece. */
export async function* exportUsage(userId: string, period: Period): AsyncGenerator<string> {
  const lines = await listUsageLines(userId, period);
  yield formatCsvRow(HEADER) + lines.map(toRow).join("");
}

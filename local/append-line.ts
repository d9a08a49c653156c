import { appendFileSync } from "node:fs";

/** Adds one line, with the time before it, to a log. */
export function appendLine(logFile: string, line: string): void {
  appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
}

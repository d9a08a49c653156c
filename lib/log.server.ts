import "server-only";
import { pino } from "pino";

/** Structured log lines on standard output. Never prompts, answers, e-mails, tokens or addresses of payment pages. */
export const log = pino({
  level: "info",
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ["*.authorization", "*.cookie", "*.token"],
});

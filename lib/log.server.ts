import "server-only";
import { pino } from "pino";
import { logLevel } from "@/lib/env.server";

/** Structured log lines on standard output. Never prompts, answers, e-mails, tokens or addresses of payment pages. */
export const log = pino({
  level: logLevel(),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ["*.authorization", "*.cookie", "*.token"],
});

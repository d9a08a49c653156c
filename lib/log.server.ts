import "server-only";
import { pino } from "pino";
import { logLevel } from "@/lib/env.server";
import { logError } from "@/lib/telemetry/log-error";
import { contextIds } from "@/lib/telemetry/request-context.server";
import { traceIds } from "@/lib/telemetry/spans.server";

/**
 * Structured log lines on standard output, each with the ids of the request, run and trace it belongs to. Never
 * prompts, answers, e-mails, tokens or addresses of payment pages.
 */
export const log = pino({
  level: logLevel(),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => ({ ...contextIds(), ...traceIds() }),
  serializers: { err: logError },
  redact: ["*.authorization", "*.cookie", "*.token"],
});

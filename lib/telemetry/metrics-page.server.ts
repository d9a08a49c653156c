import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { Gauge, Registry } from "prom-client";
import { log } from "@/lib/log.server";
import { metricsRegistry } from "@/lib/telemetry/metrics-registry.server";

/** What the database holds at this moment, for all processes together. */
export type OpenWork = {
  holdsOpen: number;
  holdsStale: number;
  runsRunning: number;
  circuitsOpen: number;
  spentTodayUsd: number;
};

/** A scraper waits for ten seconds as a rule; a database that hangs shall not cost it the rest. */
const READ_MS = 3_000;

const GAUGES = {
  holdsOpen: ["prpm_holds_open", "Credits set aside for runs in flight: number of holds, all processes"],
  holdsStale: ["prpm_holds_stale", "Open holds whose lease ran out, all processes"],
  runsRunning: ["prpm_runs_running", "Runs being answered, all processes"],
  circuitsOpen: ["prpm_provider_circuits_open", "Models that are paused because the provider fails, all processes"],
  spentTodayUsd: ["prpm_provider_spend_today_usd", "What this UTC day has cost at the provider, all processes"],
} as const satisfies Record<keyof OpenWork, readonly [name: string, help: string]>;

/**
 * The process's metrics in Prometheus' text format. While the database is away its gauges are missing and
 * `prpm_database_up` is 0; the process's own metrics are there all the same.
 */
export async function metricsPage(readOpenWork: () => Promise<OpenWork>): Promise<Response> {
  const scraped = new Registry();
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers: [scraped] }).set(value);
  const late = sleep(READ_MS, null, { ref: false });
  const open = await Promise.race([readOpenWork(), late]).catch((error: unknown) => {
    log.warn({ err: error }, "open work not counted");
    return null;
  });
  gauge("prpm_database_up", "1 while this process reaches the database", open === null ? 0 : 1);
  if (open !== null) {
    for (const [key, [name, help]] of Object.entries(GAUGES)) gauge(name, help, open[key as keyof OpenWork]);
  }
  const text = await Registry.merge([metricsRegistry(), scraped]).metrics();
  return new Response(text, { headers: { "Content-Type": scraped.contentType, "Cache-Control": "no-store" } });
}

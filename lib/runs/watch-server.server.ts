import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";
import { drainRuns } from "@/lib/runs/drain-runs.server";
import { sweepLostRuns } from "@/lib/runs/sweep-runs.server";
import { flushSpans } from "@/lib/telemetry/spans.server";

const SWEEP_MS = 30_000;
const CLOSE_MS = 2_000;

/** Ends what processes that are gone left behind; the sweep job does the same where this process sleeps. */
function keepSweeping(): void {
  const turn = () =>
    sweepLostRuns(now()).catch((error: unknown) => log.warn({ err: error }, "lost runs not looked for"));
  void turn();
  setInterval(turn, SWEEP_MS).unref();
}

/** Stops listening and lets the answers under way go out; what is still open then goes with the process. */
async function closeServers(servers: ReadonlySet<Server>): Promise<void> {
  const closed = [...servers].map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  await Promise.race([Promise.all(closed), sleep(CLOSE_MS)]);
}

/**
 * On a server of our own: settles at once and then regularly what dead processes left, and takes SIGTERM and SIGINT
 * as the wish to go in order. Next ends the process by itself unless NEXT_MANUAL_SIG_HANDLE is set (`ownsSignals`), as
 * our commands do: it stops listening at once, and readiness could not say why.
 */
export function watchServer({ ownsSignals }: { ownsSignals: boolean }): void {
  if (env().VERCEL) return;
  keepSweeping();
  const servers = new Set<Server>();
  subscribe("http.server.request.start", (message) => {
    servers.add((message as { server: Server }).server);
  });
  const leave = async (signal: "SIGTERM" | "SIGINT") => {
    await drainRuns(env().DRAIN_SECONDS);
    await Promise.race([flushSpans(), sleep(CLOSE_MS)]);
    if (!ownsSignals) return;
    await closeServers(servers);
    process.exit(signal === "SIGTERM" ? 143 : 130);
  };
  let leaving = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (leaving) return;
      leaving = true;
      void leave(signal);
    });
  }
}

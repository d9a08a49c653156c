/** A process of its own that raises the same alert as its neighbours and delivers, like an `alerts` job beside others. */
import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/lib/db/pool.server";
import { deliverAlerts } from "@/lib/jobs/deliver-alerts.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";

const now = new Date();
await raiseAlert({ kind: "stale_holds", message: "3 holds cannot be released" }, now);
await Promise.all([deliverAlerts(now), deliverAlerts(now)]);
// What `raiseAlert` itself sets off comes a second later.
await sleep(1_500);
await pool().end();

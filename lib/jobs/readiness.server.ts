import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { query } from "@/lib/db/pool.server";
import { isDraining } from "@/lib/jobs/draining.server";

/** A probe has to answer soon, so the database gets a second. */
const PATIENCE_MS = 900;

type Readiness = { ready: boolean; draining: boolean; database: "up" | "down" | "not_migrated" };

/** May this process be sent requests: does the database answer, with the newest table that this code needs? */
export async function readiness(): Promise<Readiness> {
  const asked = query<{ migrated: boolean }>("SELECT to_regclass('credit_budgets') IS NOT NULL AS migrated").then(
    ([row]) => (row?.migrated ? ("up" as const) : ("not_migrated" as const)),
    () => "down" as const,
  );
  const database = await Promise.race([asked, sleep(PATIENCE_MS, "down" as const, { ref: false })]);
  const draining = isDraining();
  return { ready: database === "up" && !draining, draining, database };
}

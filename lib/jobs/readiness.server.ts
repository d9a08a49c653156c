import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { query } from "@/lib/db/pool.server";

/** A probe has to answer soon, so the database gets a second. */
const PATIENCE_MS = 900;

/** Does the database answer, with the newest table that this code needs? */
export async function readiness(): Promise<{ ready: boolean; database: "up" | "down" | "not_migrated" }> {
  const asked = query<{ migrated: boolean }>("SELECT to_regclass('playground_runs') IS NOT NULL AS migrated").then(
    ([row]) => (row?.migrated ? ("up" as const) : ("not_migrated" as const)),
    () => "down" as const,
  );
  const database = await Promise.race([asked, sleep(PATIENCE_MS, "down" as const, { ref: false })]);
  return { ready: database === "up", database };
}

import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { NEWEST_MIGRATION } from "@/lib/db/newest-migration";
import { query } from "@/lib/db/pool.server";
import { isDraining } from "@/lib/jobs/draining.server";

/** A probe has to answer soon, so the database gets a second. */
const PATIENCE_MS = 900;

const NO_SUCH_TABLE = "42P01";

type DatabaseState = "up" | "down" | "not_migrated";
type Readiness = { ready: boolean; draining: boolean; database: DatabaseState };

async function askDatabase(): Promise<DatabaseState> {
  try {
    const [row] = await query<{ migrated: boolean }>(
      "SELECT count(*) > 0 AS migrated FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NOT NULL",
      [NEWEST_MIGRATION],
    );
    return row?.migrated ? "up" : "not_migrated";
  } catch (error) {
    return (error as { code?: unknown }).code === NO_SUCH_TABLE ? "not_migrated" : "down";
  }
}

/** May this process be sent requests: does the database answer, with every migration that this code needs? */
export async function readiness(): Promise<Readiness> {
  const database = await Promise.race([askDatabase(), sleep(PATIENCE_MS, "down" as const, { ref: false })]);
  const draining = isDraining();
  return { ready: database === "up" && !draining, draining, database };
}

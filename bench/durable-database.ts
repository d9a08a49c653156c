import { chmodSync } from "node:fs";
import { join } from "node:path";
import { giveTo, postgresAccount } from "@/local/postgres/account";
import { startPostgres } from "@/local/postgres/server";

/** A Postgres of its own in a folder, which waits for its disk as a real one does. */
export function startDurableDatabase(folder: string) {
  chmodSync(folder, 0o755);
  giveTo(postgresAccount(join(folder, "data")), folder);
  return startPostgres({
    dataDir: join(folder, "data"),
    logFile: join(folder, "postgres.log"),
    settings: { shared_buffers: "256MB" },
  });
}

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { migrateDatabase } from "@/local/migrate-database";
import { giveTo, postgresAccount } from "@/local/postgres/account";
import { startPostgres } from "@/local/postgres/server";

/** Every table whose triggers guard the ledger. */
const GUARDED = [
  "playground_credits",
  "playground_credit_lots",
  "playground_credit_holds",
  "playground_credit_transactions",
  "playground_credit_clawbacks",
];

/** Two migrated databases of one server; on the bare side nothing but what a bare writer meets. */
export type Databases = { ours: string; bare: string };

/** A server of its own that waits for its disk, as a real one does; gone afterwards. */
export async function withDatabases<Value>(act: (databases: Databases) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "prpm-bench-"));
  chmodSync(folder, 0o755);
  giveTo(postgresAccount(join(folder, "data")), folder);
  const server = await startPostgres({
    dataDir: join(folder, "data"),
    logFile: join(folder, "postgres.log"),
    settings: { max_connections: "200", shared_buffers: "512MB", max_wal_size: "8GB" },
  });
  const databases = { ours: server.url("ours"), bare: server.url("bare") };
  try {
    for (const url of Object.values(databases)) await prepare(url);
    await withClient(databases.bare, async (client) => {
      for (const table of GUARDED) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    });
    return await act(databases);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seeds are rows no trigger sees: a hash of the same length stands in for that of the chain. */
async function prepare(url: string): Promise<void> {
  await migrateDatabase(url);
  await withClient(url, (client) =>
    client.query(
      "ALTER TABLE playground_credit_transactions ALTER COLUMN hash SET DEFAULT decode(repeat('00', 32), 'hex')",
    ),
  );
}

/** Work on a connection of its own. */
export async function withClient<Value>(url: string, act: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

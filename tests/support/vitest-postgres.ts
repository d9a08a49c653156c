import { Client } from "pg";
import { migrateDatabase } from "@/local/migrate-database";
import { readMigrations } from "@/local/migration-files";
import { startTestPostgres, TEMPLATE } from "./postgres";

/**
 * Vitest's global set-up of the integration tests: one server for all of them; returns how to take it down. With
 * TEST_POSTGRES_URL (a superuser's, of a server that may lose its databases `prpm_template` and `t_…`) it is that one:
 * so the suite runs against each release of Postgres that we support.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const given = process.env["TEST_POSTGRES_URL"];
  if (given) {
    await prepare(given);
    return async () => {};
  }
  const server = await startTestPostgres();
  process.env["TEST_POSTGRES_URL"] = server.url("postgres");
  return server.stop;
}

async function prepare(server: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
  } finally {
    await client.end();
  }
  await migrateDatabase(new URL(`/${TEMPLATE}`, server).href, {
    migrations: readMigrations(process.env["TEST_MIGRATIONS"]),
  });
}

import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { TEMPLATE } from "./postgres";
import { bareEnvironment, testEnvironment } from "./test-environment";

/** Runs one statement on the test server's maintenance database. */
async function administrate(statement: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl("postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The address by which the product reaches a database: through the transaction pooler where the set-up started one. */
function productUrl(name: string): string {
  const pooler = process.env["TEST_POOLER_URL"];
  return pooler ? new URL(`/${name}`, pooler).href : databaseUrl(name);
}

/** The address of a database on the server that the global set-up started. */
function databaseUrl(name: string): string {
  const server = process.env["TEST_POSTGRES_URL"];
  if (!server) throw new Error("No test Postgres: this belongs in tests/integration, whose set-up starts one.");
  return new URL(`/${name}`, server).href;
}

/** A fresh database from the template (about 50 ms), for a process of its own; the environment stays as it is. */
export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `t_${randomBytes(8).toString("hex")}`;
  await administrate(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return { url: productUrl(name), drop: () => administrate(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/**
 * A fresh database, and this process's environment set to it and to nothing outside. The product's modules read the
 * environment once, so call this in `beforeAll` before the first of them works; `drop` in `afterAll`.
 */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const database = await createDatabase();
  const environment: Record<string, string> = { ...bareEnvironment(), ...testEnvironment(database.url) };
  for (const name of Object.keys(process.env)) {
    if (!(name in environment) && !/^(VITEST|TEST|NODE_ENV|VITE_|TEST_POSTGRES_URL)/.test(name))
      delete process.env[name];
  }
  Object.assign(process.env, environment);
  return database;
}

/**
 * A database that is not there yet, for tests that migrate it themselves; this process's environment is set to it.
 * `close` ends the product's connections and drops it.
 */
export async function unmigratedDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const { url, drop } = await testDatabase();
  await drop();
  const close = async (): Promise<void> => {
    const { pool } = await import("@/lib/db/pool.server");
    await pool().end();
    await drop();
  };
  return { url, close };
}

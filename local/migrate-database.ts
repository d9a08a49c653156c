import { randomUUID } from "node:crypto";
import { Client, DatabaseError } from "pg";
import { CommandError } from "./command";
import { type Migration, readMigrations } from "./migration-files";

// The lock that Prisma's own `migrate deploy` takes, so that the two exclude each other as well.
const ADVISORY_LOCK = 72707369;
const LOCK_NOTICE_MS = 3_000;

const NO_SUCH_DATABASE = "3D000";
const DATABASE_EXISTS = ["42P04", "23505"]; // the second when two create it at the very same moment

// Prisma's table, column for column: `prisma migrate status` and `resolve` work on it.
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

type Recorded = { name: string; checksum: string; finished: boolean };

/**
 * Brings the database at `url` up to the last migration, creating it when it is missing. Several processes may do
 * this at once: one works, the others wait and find it done. Throws CommandError when a migration failed now or
 * earlier, or was edited after it was applied; `note` is told what takes long or looks odd.
 */
export async function migrateDatabase(
  url: string,
  { migrations = readMigrations(), note = () => {} }: { migrations?: Migration[]; note?: (line: string) => void } = {},
): Promise<{ applied: number; alreadyThere: number }> {
  const client = await connectOrCreate(url);
  try {
    await lock(client, note);
    await client.query(CREATE_TABLE);
    const recorded = await readRecorded(client);
    const pending = pendingOf(migrations, recorded, note);
    for (const migration of pending) await apply(client, migration);
    return { applied: pending.length, alreadyThere: migrations.length - pending.length };
  } finally {
    await client.end(); // ends the session, and with it the lock
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // a connection lost between statements shows at the next one
  await client.connect();
  await client.query("SET TIME ZONE 'UTC'"); // months are added in UTC, whatever the database is set to
  return client;
}

async function connectOrCreate(url: string): Promise<Client> {
  try {
    return await connect(url);
  } catch (error) {
    if (!(error instanceof DatabaseError)) {
      const { host, port } = new Client({ connectionString: url });
      throw new CommandError(`The database at ${host}:${port} does not answer: ${reasonOf(error)}`);
    }
    if (error.code !== NO_SUCH_DATABASE) throw new CommandError(`The database refused us: ${error.message}.`);
  }
  await createDatabase(url);
  return connect(url);
}

/** A failed connection to a name with several addresses is an AggregateError, whose own message is empty. */
function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || "no reason given";
}

async function createDatabase(url: string): Promise<void> {
  const maintenance = new URL(url);
  const name = decodeURIComponent(maintenance.pathname.slice(1));
  maintenance.pathname = "/postgres";
  const client = await connect(maintenance.href);
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (!(error instanceof DatabaseError && DATABASE_EXISTS.includes(error.code ?? ""))) throw error;
  } finally {
    await client.end();
  }
}

async function lock(client: Client, note: (line: string) => void): Promise<void> {
  const waiting = setTimeout(
    () => note("Waiting for another process that is migrating this database."),
    LOCK_NOTICE_MS,
  );
  try {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
  } finally {
    clearTimeout(waiting);
  }
}

async function readRecorded(client: Client): Promise<Recorded[]> {
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

/** The migrations still to apply; throws when the database's record and the files contradict each other. */
function pendingOf(migrations: Migration[], recorded: Recorded[], note: (line: string) => void): Migration[] {
  const failed = recorded.find(({ finished }) => !finished);
  if (failed) {
    throw new CommandError(
      `The migration ${failed.name} failed earlier, so nothing more is applied. It was rolled back whole: put its SQL right, then mark it with \`npx prisma migrate resolve --rolled-back ${failed.name}\` and migrate again.`,
    );
  }
  const byName = new Map(recorded.map((row) => [row.name, row]));
  for (const { name, checksum } of migrations) {
    const row = byName.get(name);
    if (row && row.checksum !== checksum) {
      throw new CommandError(
        `The migration ${name} was edited after it was applied to this database. Take the edit back and put the change into a new migration.`,
      );
    }
  }
  const known = new Set(migrations.map(({ name }) => name));
  for (const { name } of recorded.filter((row) => !known.has(row.name))) {
    note(`The database knows a migration that this code does not: ${name}. Is the code older than the database?`);
  }
  return migrations.filter(({ name }) => !byName.has(name));
}

/** SQL and record in one transaction: a process killed in the middle leaves neither. */
async function apply(client: Client, migration: Migration): Promise<void> {
  const values = [randomUUID(), migration.checksum, migration.name];
  try {
    await client.query("BEGIN");
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      values,
    );
    await client.query("COMMIT");
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    await client.query("ROLLBACK");
    const sentence = failureOf(migration, error);
    await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4)", [
      ...values,
      sentence,
    ]);
    throw new CommandError(sentence);
  }
}

/** Postgres names the place as a count of characters from the start of the SQL, from 1. */
function failureOf({ name, sql }: Migration, error: DatabaseError): string {
  const line = error.position ? `:${[...sql].slice(0, Number(error.position)).join("").split("\n").length}` : "";
  const more = [error.detail, error.hint, error.where].filter(Boolean).map((text) => `\n  ${text}`);
  return `The migration ${name} failed and was rolled back.\n  migration.sql${line}: ${error.message}${more.join("")}`;
}

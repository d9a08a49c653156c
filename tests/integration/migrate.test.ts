import { createHash } from "node:crypto";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrateDatabase } from "@/local/migrate-database";
import type { Migration } from "@/local/migration-files";
import { createDatabase } from "../support/database";

let url: string;
let drop: () => Promise<void>;

beforeEach(async () => {
  const database = await createDatabase();
  await database.drop(); // the runner is to make it
  ({ url, drop } = database);
});
afterEach(() => drop());

const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: createHash("sha256").update(sql).digest("hex"),
});

const first = migration("1_first", "CREATE TABLE a (n int); INSERT INTO a VALUES (1);");
const second = migration("2_second", "ALTER TABLE a ADD COLUMN m int DEFAULT 7;");

async function rows(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const result = await client.query(sql);
  await client.end();
  return result.rows;
}

test("creates the missing database, applies in order, and applies nothing twice", async () => {
  expect(await migrateDatabase(url, { migrations: [first] })).toEqual({ applied: 1, alreadyThere: 0 });
  expect(await migrateDatabase(url, { migrations: [first, second] })).toEqual({ applied: 1, alreadyThere: 1 });
  expect(await migrateDatabase(url, { migrations: [first, second] })).toEqual({ applied: 0, alreadyThere: 2 });
  expect(await rows("SELECT n, m FROM a")).toEqual([{ n: 1, m: 7 }]);
});

test("of several processes at once one applies and the others find it done", async () => {
  const migrations = [migration("1_slow", "SELECT pg_sleep(0.2); CREATE TABLE a (n int);"), second];
  const results = await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(url, { migrations })));
  expect(results.map(({ applied }) => applied).sort()).toEqual([0, 0, 0, 2]);
});

test("a failing migration leaves nothing behind, names its line, and blocks what comes after until it is resolved", async () => {
  const broken = migration("2_broken", "ALTER TABLE a ADD COLUMN m int;\n\nINSERT INTO nowhere VALUES (1);");
  const run = () => migrateDatabase(url, { migrations: [first, broken] });
  await expect(run()).rejects.toThrow(/2_broken failed and was rolled back[\s\S]*migration\.sql:3: .*nowhere/);
  expect(await rows("SELECT * FROM a")).toEqual([{ n: 1 }]);
  await expect(run()).rejects.toThrow(/2_broken failed earlier.*resolve --rolled-back 2_broken/);

  await rows("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL"); // what resolve does
  const fixed = migration("2_broken", second.sql);
  expect(await migrateDatabase(url, { migrations: [first, fixed] })).toEqual({ applied: 1, alreadyThere: 1 });
});

test("refuses to go on over a migration that was edited after it was applied", async () => {
  await migrateDatabase(url, { migrations: [first] });
  const edited = migration(first.name, `${first.sql} -- edited`);
  await expect(migrateDatabase(url, { migrations: [edited, second] })).rejects.toThrow(/1_first was edited/);
  expect(await rows("SELECT * FROM a")).toEqual([{ n: 1 }]);
});

test("says when the database is ahead of the code", async () => {
  await migrateDatabase(url, { migrations: [first, second] });
  const notes: string[] = [];
  await migrateDatabase(url, { migrations: [first], note: (line) => notes.push(line) });
  expect(notes.join()).toContain("2_second");
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool.server";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import { listFileChanges } from "@/lib/packages/list-file-changes.server";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { testDatabase } from "@/tests/support/database";
import { makeSource, makeUser } from "./make-people";

let database: Awaited<ReturnType<typeof testDatabase>>;
let ann: Publisher;

beforeAll(async () => {
  database = await testDatabase();
  ann = await makeUser("ann");
});

afterAll(async () => {
  await pool().end();
  await database.drop();
});

/** Publishes two versions and gives the package's id. */
async function publishTwo(name: string, visibility: "public" | "private"): Promise<string> {
  const versions = {
    "1.0.0": { "a.md": "same", "b.md": "old", "c.md": "gone" },
    "2.0.0": { "a.md": "same", "b.md": "ñew", "d.md": "" },
  };
  let packageId = "";
  for (const [version, contents] of Object.entries(versions)) {
    const files = Object.entries(contents).map(([path, content]) => ({ path, content }));
    const published = await publishPackage({
      publisher: ann,
      source: makeSource({ name, version, visibility, files }),
    });
    packageId = published.package.id;
  }
  return packageId;
}

const CHANGES = [
  { path: "b.md", bytesBefore: 3, bytesAfter: 4 },
  { path: "c.md", bytesBefore: 4, bytesAfter: null },
  { path: "d.md", bytesBefore: null, bytesAfter: 0 },
];

test("two versions differ in what was changed, added and taken out, either way round", async () => {
  const packageId = await publishTwo("open", "public");
  expect(await listFileChanges(null, { packageId, from: "1.0.0", to: "2.0.0" })).toEqual(CHANGES);
  const back = CHANGES.map(({ path, bytesBefore, bytesAfter }) => ({
    path,
    bytesBefore: bytesAfter,
    bytesAfter: bytesBefore,
  }));
  expect(await listFileChanges(null, { packageId, from: "2.0.0", to: "1.0.0" })).toEqual(back);
  expect(await listFileChanges(null, { packageId, from: "1.0.0", to: "1.0.0" })).toEqual([]);
});

test("of a private package nobody else learns what changed", async () => {
  const packageId = await publishTwo("closed", "private");
  expect(await listFileChanges(ann.id, { packageId, from: "1.0.0", to: "2.0.0" })).toEqual(CHANGES);
  const stranger = await makeUser("stranger");
  expect(await listFileChanges(stranger.id, { packageId, from: "1.0.0", to: "2.0.0" })).toEqual([]);
  expect(await listFileChanges(null, { packageId, from: "1.0.0", to: "2.0.0" })).toEqual([]);
});

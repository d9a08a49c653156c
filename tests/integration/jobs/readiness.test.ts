import { afterAll, beforeAll, expect, test } from "vitest";
import { NEWEST_MIGRATION } from "@/lib/db/newest-migration";
import { rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

test("a process before whose database a migration is missing, or all of them, is not ready and says why", async () => {
  const { readiness } = await import("@/lib/jobs/readiness.server");
  const notMigrated = { ready: false, draining: false, database: "not_migrated" };
  await rows("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1", [NEWEST_MIGRATION]);
  expect(await readiness()).toEqual(notMigrated);
  await rows("UPDATE _prisma_migrations SET finished_at = now() WHERE migration_name = $1", [NEWEST_MIGRATION]);
  expect(await readiness()).toMatchObject({ ready: true, database: "up" });
  await rows("ALTER TABLE _prisma_migrations RENAME TO elsewhere");
  expect(await readiness()).toEqual(notMigrated);
});

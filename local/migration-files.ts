import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./paths";

/** One migration as it lies in prisma/migrations. */
export type Migration = { name: string; sql: string; checksum: string };

/** The migrations in their order, which is that of their names; the checksum is Prisma's: SHA-256 of the file, hex. */
export function readMigrations(folder = inProject("prisma", "migrations")): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const content = readFileSync(join(folder, name, "migration.sql"));
      return {
        name,
        sql: content.toString("utf8"),
        checksum: createHash("sha256").update(content).digest("hex"),
      };
    });
}

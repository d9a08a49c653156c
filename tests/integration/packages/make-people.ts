import { pool, query } from "@/lib/db/pool.server";
import { newId } from "@/lib/id";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import type { PackageSource } from "@/lib/packages/package-source";
import { testDatabase } from "@/tests/support/database";

/** A database of a test file's own with two people in it and the account that may publish in any scope. */
export async function startPublishing() {
  const database = await testDatabase();
  const [ann, bob, builtIn] = [await makeUser("ann"), await makeUser("bob"), await makeUser("prpm")];
  const stop = async (): Promise<void> => {
    await pool().end();
    await database.drop();
  };
  return { ann, bob, builtIn, stop };
}

/** A user's row without the rest of an account; publishing needs no more. */
export async function makeUser(handle: string): Promise<Publisher> {
  const id = newId();
  await query("INSERT INTO users (id, email, handle) VALUES ($1, $2, $3)", [id, `${handle}@example.com`, handle]);
  return { id, handle, isBuiltIn: handle === "prpm" };
}

export async function makeOrganization(slug: string, members: readonly Publisher[]): Promise<string> {
  const id = newId();
  await query("INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $2)", [id, slug]);
  await query("INSERT INTO organization_members (organization_id, user_id) SELECT $1, unnest($2::uuid[])", [
    id,
    members.map((member) => member.id),
  ]);
  return id;
}

/** A package ready to be published. */
export function makeSource(fields: Partial<PackageSource> = {}): PackageSource {
  return {
    scope: null,
    name: "probe",
    version: "1.0.0",
    format: "claude",
    subtype: "rule",
    description: "A probe.",
    tags: [],
    visibility: "public",
    license: "MIT",
    author: null,
    homepage: null,
    repository: null,
    suggestedInputs: null,
    files: [{ path: "rule.md", content: "Be kind.\n" }],
    ...fields,
  };
}

import "server-only";
import type { PoolClient } from "pg";
import { isReserved } from "@/lib/accounts/handle";
import { requireRoomForOrganization } from "@/lib/accounts/lock-organization.server";
import type { OwnOrganization } from "@/lib/accounts/organization";
import type { NewOrganization } from "@/lib/accounts/organization-request";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";

export type CreateOrganization = { userId: string; request: NewOrganization; now: Date };

/**
 * Makes an organisation whose owner is the creator, and claims its slug as a scope for packages. A word that somebody
 * has, as a handle, a slug or a scope with packages in it, is a `conflict`.
 */
export async function createOrganization({ userId, request, now }: CreateOrganization): Promise<OwnOrganization> {
  const { slug, name } = request;
  if (isReserved(slug)) throw taken(slug);
  const id = newId();
  await inTransaction(async (client) => {
    await requireRoomForOrganization(client, userId);
    await claimSlug(client, { id, slug, name, now });
    await client.query(
      "INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES ($1, $2, 'owner', $3)",
      [id, userId, now],
    );
  });
  return { id, slug, name, verified: false, createdAt: now.toISOString(), role: "owner", members: 1, owners: 1 };
}

type Claim = { id: string; slug: string; name: string; now: Date };

async function claimSlug(client: PoolClient, { id, slug, name, now }: Claim): Promise<void> {
  const made = await client.query(
    `INSERT INTO organizations (id, slug, name, created_at) SELECT $1, $2, $3, $4
     WHERE NOT EXISTS (SELECT 1 FROM users WHERE handle = $2) ON CONFLICT (slug) DO NOTHING`,
    [id, slug, name, now],
  );
  if (made.rowCount === 0) throw taken(slug);
  const claimed = await client.query(
    "INSERT INTO scopes (name, organization_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
    [slug, id, now],
  );
  if (claimed.rowCount === 0) throw taken(slug);
}

function taken(slug: string): AppError {
  return new AppError("conflict", { message: `@${slug} is taken; choose another word.` });
}

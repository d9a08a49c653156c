import "server-only";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";

export type VerifyOrganization = {
  organizationId: string;
  verified: boolean;
  reason?: string | undefined;
  actorId: string;
  now: Date;
};

/**
 * Sets or removes an organisation's verified flag, with its line in the audit log; true when that changed something.
 * From then on, or no longer from the next period on, its members get the month's credits.
 */
export async function verifyOrganization(verify: VerifyOrganization): Promise<boolean> {
  const { organizationId, verified, reason, actorId, now } = verify;
  return await inTransaction(async (client) => {
    const { rows } = await client.query<{ slug: string; verified: boolean }>(
      "SELECT slug, verified_at IS NOT NULL AS verified FROM organizations WHERE id = $1 FOR NO KEY UPDATE",
      [organizationId],
    );
    const organization = rows[0];
    if (organization === undefined) throw new AppError("not_found");
    if (organization.verified === verified) return false;
    // The trigger that ends memberships' claims reads the instant here, because the flag's own goes.
    await client.query("SELECT set_config('app.now', $1, true)", [now.toISOString()]);
    await client.query("UPDATE organizations SET verified_at = $2 WHERE id = $1", [
      organizationId,
      verified ? now : null,
    ]);
    const action = verified ? "organization.verify" : "organization.unverify";
    const details = { slug: organization.slug, ...(reason !== undefined && { reason }) };
    await writeAudit(client, { actorId, action, subject: organizationId, details, now });
    return true;
  });
}

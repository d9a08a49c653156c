import type { InvitedRole } from "@/lib/accounts/organization";
import { newUser } from "@/tests/support/product";

let count = 0;

/** A word that no other test has. */
export function newSlug(): string {
  count += 1;
  return `org-${count}-${Date.now().toString(36)}`;
}

/** An organisation of the owner's; answers its slug and id. */
export async function makeOrganization(ownerId: string): Promise<{ slug: string; id: string }> {
  const { createOrganization } = await import("@/lib/accounts/create-organization.server");
  const slug = newSlug();
  const { id } = await createOrganization({ userId: ownerId, request: { slug, name: slug }, now: new Date() });
  return { slug, id };
}

type Invite = { role?: InvitedRole; days?: number; maxUses?: number; now?: Date };

/** A link's token. */
export async function invite(
  slug: string,
  actorId: string,
  { role = "member", days = 7, maxUses = 10, now = new Date() }: Invite = {},
) {
  const { createInvitation } = await import("@/lib/accounts/invitations.server");
  return createInvitation({ slug, actorId, request: { role, days, maxUses }, now });
}

/** Joins by a fresh link of the inviter's. */
export async function join(
  slug: string,
  inviterId: string,
  userId: string,
  { role = "member", now = new Date() }: { role?: InvitedRole; now?: Date } = {},
) {
  const { acceptInvitation } = await import("@/lib/accounts/accept-invitation.server");
  const { token } = await invite(slug, inviterId, { role, now });
  return acceptInvitation({ token, userId, now });
}

export async function leave(slug: string, userId: string, now = new Date()): Promise<void> {
  const { removeMember } = await import("@/lib/accounts/organization-members.server");
  await removeMember({ slug, actorId: userId, userId, now });
}

/** Sets or removes the verified flag. */
export async function verify(organizationId: string, actorId: string, verified = true, now = new Date()) {
  const { verifyOrganization } = await import("@/lib/accounts/verify-organization.server");
  return verifyOrganization({ organizationId, verified, actorId, now });
}

/** An owner, an admin and a member of one organisation. */
export async function team() {
  const [owner, admin, member] = [await newUser(), await newUser(), await newUser()];
  const { slug, id } = await makeOrganization(owner.id);
  await join(slug, owner.id, admin.id, { role: "admin" });
  await join(slug, owner.id, member.id);
  return { slug, id, owner: owner.id, admin: admin.id, member: member.id };
}

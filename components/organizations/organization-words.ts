import type { OrganizationRole } from "@/lib/accounts/organization";

export const ROLE_WORDS = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
} as const satisfies Record<OrganizationRole, string>;

/** What a role may do, beside what the one below it may. */
export const ROLE_HINTS = {
  owner: "roles, admins and other owners",
  admin: "invites and removes members",
  member: "publishes, sees private packages",
} as const satisfies Record<OrganizationRole, string>;

/** "1 member", "12 members". */
export function formatMembers(members: number): string {
  return `${members} ${members === 1 ? "member" : "members"}`;
}

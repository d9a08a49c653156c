/** From the most that one may do to the least. */
export const ORGANIZATION_ROLES = ["owner", "admin", "member"] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

/** Roles that a link can give; an owner is made by another owner, by name. */
export const INVITED_ROLES = ["admin", "member"] as const satisfies readonly OrganizationRole[];
export type InvitedRole = (typeof INVITED_ROLES)[number];

/** Most organisations that one person may belong to. */
export const MAX_ORGANIZATIONS = 50;
/** Most invitation links of one organisation that work at the same time. */
export const MAX_OPEN_INVITATIONS = 50;
/** Most people that one link can let in. */
export const MAX_INVITATION_USES = 100;

export type Organization = {
  id: string;
  /** The word before the slash of its packages, in one namespace with people's handles. */
  slug: string;
  name: string;
  verified: boolean;
  createdAt: string;
};

/** An organisation as one of its members sees it. */
export type OwnOrganization = Organization & { role: OrganizationRole; members: number; owners: number };

export type OrganizationMember = {
  userId: string;
  handle: string;
  name: string | null;
  /** Null where the one who looks does not manage members. */
  email: string | null;
  role: OrganizationRole;
  joinedAt: string;
};

export type Invitation = {
  id: string;
  role: InvitedRole;
  /** Handle of the member who made it. */
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  /** How many people it lets in, and how many it has let in. */
  maxUses: number;
  uses: number;
};

/** What whoever has the link is told before joining. */
export type InvitationOffer = {
  organization: Pick<Organization, "slug" | "name" | "verified">;
  role: InvitedRole;
  invitedBy: { name: string | null; handle: string };
  expiresAt: string;
};

/** May `actor` give, change or take away the role `other`? Owners any, admins that of members, members none. */
function canManage(actor: OrganizationRole, other: OrganizationRole): boolean {
  return actor === "owner" || (actor === "admin" && other === "member");
}

export function canInvite(actor: OrganizationRole, role: InvitedRole): boolean {
  return canManage(actor, role);
}

/** Everyone may leave; others are removed by whoever manages their role. */
export function canRemove(actor: OrganizationRole, target: OrganizationRole, isSelf: boolean): boolean {
  return isSelf || canManage(actor, target);
}

/** Both the role before and the one after must be the actor's to manage. */
export function canChangeRole(actor: OrganizationRole, from: OrganizationRole, to: OrganizationRole): boolean {
  return canManage(actor, from) && canManage(actor, to);
}

/** Roles that `actor` may give to somebody who has `current`, besides keeping it. */
export function rolesToGive(actor: OrganizationRole, current: OrganizationRole): OrganizationRole[] {
  return ORGANIZATION_ROLES.filter((role) => role !== current && canChangeRole(actor, current, role));
}

/** True when an owner is left after one of `owners` goes (`to` null) or changes role. */
export function keepsAnOwner(owners: number, from: OrganizationRole, to: OrganizationRole | null): boolean {
  return from !== "owner" || to === "owner" || owners > 1;
}

import { expect, test } from "vitest";
import {
  canChangeRole,
  canInvite,
  canRemove,
  INVITED_ROLES,
  keepsAnOwner,
  ORGANIZATION_ROLES,
  rolesToGive,
} from "@/lib/accounts/organization";
import { NewInvitation, NewOrganization } from "@/lib/accounts/organization-request";

test("owners invite admins and members, admins invite members, members nobody", () => {
  const invites = ORGANIZATION_ROLES.map((actor) => INVITED_ROLES.filter((role) => canInvite(actor, role)));
  expect(invites).toEqual([["admin", "member"], ["member"], []]);
});

test("owners remove anybody, admins remove members, and everybody may leave", () => {
  const removes = ORGANIZATION_ROLES.map((actor) => ORGANIZATION_ROLES.filter((role) => canRemove(actor, role, false)));
  expect(removes).toEqual([["owner", "admin", "member"], ["member"], []]);
  for (const role of ORGANIZATION_ROLES) expect(canRemove(role, role, true)).toBe(true);
});

test("only owners change roles: nobody raises another, or themselves, above what they may give", () => {
  for (const from of ORGANIZATION_ROLES) {
    for (const to of ORGANIZATION_ROLES) {
      expect(canChangeRole("owner", from, to)).toBe(true);
      expect(canChangeRole("admin", from, to)).toBe(from === "member" && to === "member");
      expect(canChangeRole("member", from, to)).toBe(false);
    }
  }
  expect(rolesToGive("owner", "member")).toEqual(["owner", "admin"]);
  expect(rolesToGive("admin", "member")).toEqual([]);
});

test("an organisation is never left without an owner", () => {
  expect(keepsAnOwner(1, "owner", null)).toBe(false);
  expect(keepsAnOwner(1, "owner", "admin")).toBe(false);
  expect(keepsAnOwner(1, "owner", "owner")).toBe(true);
  expect(keepsAnOwner(2, "owner", null)).toBe(true);
  expect(keepsAnOwner(1, "admin", null)).toBe(true);
});

test("a slug is a plain word, as handles are, and a name keeps its letters but nothing unseen", () => {
  const slugs = ["acme", "a1", "acme-tools-2", "x".repeat(30)];
  for (const slug of slugs) expect(NewOrganization.safeParse({ slug, name: "Acme" }).success, slug).toBe(true);
  const bad = ["", "a", "Acme", "acme_x", "-acme", "acme-", "a--b", "acme/x", "äcme", "x".repeat(31), " acme"];
  for (const slug of bad) expect(NewOrganization.safeParse({ slug, name: "Acme" }).success, slug).toBe(false);
  expect(NewOrganization.parse({ slug: "acme", name: "  Zoë's 👩🏽‍💻 Söhne " }).name).toBe("Zoë's 👩🏽‍💻 Söhne");
  for (const name of ["", "  ", "a\nb", "evil\u202egro", "a\u0000", "x".repeat(81)]) {
    expect(NewOrganization.safeParse({ slug: "acme", name }).success, JSON.stringify(name)).toBe(false);
  }
});

test("an invitation lasts one to thirty days, lets in one to a hundred people and never makes an owner", () => {
  expect(NewInvitation.parse({})).toEqual({ role: "member", days: 7, maxUses: 10 });
  expect(NewInvitation.parse({ maxUses: 100 }).maxUses).toBe(100);
  const bad = [{ days: 0 }, { days: 31 }, { days: 1.5 }, { role: "owner" }];
  for (const body of [...bad, { maxUses: 0 }, { maxUses: 101 }, { maxUses: 1.5 }, { maxUses: "3" }]) {
    expect(NewInvitation.safeParse(body).success, JSON.stringify(body)).toBe(false);
  }
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptInvitation } from "@/lib/accounts/accept-invitation.server";
import { createOrganization } from "@/lib/accounts/create-organization.server";
import { createInvitation, listInvitations, revokeInvitation } from "@/lib/accounts/invitations.server";
import { changeRole, listMembers, removeMember, requireMember } from "@/lib/accounts/organization-members.server";
import { findOwnOrganization, listOwnOrganizations } from "@/lib/accounts/organizations.server";
import { invite, join, leave, makeOrganization, newSlug, team } from "@/tests/support/organizations";
import { newUser, refusalOf, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const code = async (act: Promise<unknown>) => (await refusalOf(act)).code;
const make = (userId: string, slug: string) =>
  createOrganization({ userId, request: { slug, name: "Acme" }, now: new Date() });

async function owners(slug: string): Promise<string[]> {
  const found = await rows<{ userId: string }>(
    `SELECT m.user_id AS "userId" FROM organization_members m JOIN organizations o ON o.id = m.organization_id
     WHERE o.slug = $1 AND m.role = 'owner'`,
    [slug],
  );
  return found.map((row) => row.userId);
}

test("whoever makes an organisation owns it, and its slug is its scope", async () => {
  const { id: userId } = await newUser();
  const slug = newSlug();
  const made = await make(userId, slug);
  expect(made).toMatchObject({ slug, name: "Acme", role: "owner", members: 1, verified: false });
  expect(await findOwnOrganization(userId, slug)).toEqual(made);
  expect(await listOwnOrganizations(userId)).toEqual([made]);
  expect(await rows("SELECT organization_id FROM scopes WHERE name = $1", [slug])).toEqual([
    { organization_id: made.id },
  ]);
});

test("a word that somebody has is no slug: a handle, an organisation's, a scope nobody owns, one of ours", async () => {
  const { id: userId } = await newUser();
  const [person] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [userId]);
  const unowned = newSlug();
  await rows("INSERT INTO scopes (name) VALUES ($1)", [unowned]);
  const { slug } = await makeOrganization(userId);
  for (const word of [person?.handle ?? "", slug, unowned, "join", "admin"]) {
    expect(await code(make(userId, word)), word).toBe("conflict");
  }
  expect(await rows("SELECT slug FROM organizations WHERE slug = $1", [unowned])).toEqual([]);
});

test("a handle is not given to a person when an organisation has the word", async () => {
  const { id: userId } = await newUser();
  const { slug } = await makeOrganization(userId);
  const { signUpOrIn } = await import("@/lib/accounts/sign-up.server");
  const made = await signUpOrIn({
    provider: null,
    providerAccountId: null,
    email: `${slug}@example.com`,
    name: null,
    image: null,
    login: slug,
  });
  const [person] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [made.userId]);
  expect(person?.handle).not.toBe(slug);
});

test("ten people who want one slug at once: one has it", async () => {
  const slug = newSlug();
  const people = await Promise.all(Array.from({ length: 10 }, () => newUser()));
  const tries = await Promise.allSettled(people.map(({ id }) => make(id, slug)));
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await owners(slug)).toHaveLength(1);
});

test("each role may do its part and no more", async () => {
  const { slug, owner, admin, member } = await team();
  const outsider = (await newUser()).id;
  const now = new Date();
  const target = async (role: "admin" | "member") => {
    const { id } = await newUser();
    await join(slug, owner, id, { role });
    return id;
  };
  const act = {
    inviteAdmin: async (actorId: string) =>
      createInvitation({ slug, actorId, request: { role: "admin", days: 1, maxUses: 10 }, now }),
    inviteMember: async (actorId: string) =>
      createInvitation({ slug, actorId, request: { role: "member", days: 1, maxUses: 10 }, now }),
    seeInvitations: async (actorId: string) => listInvitations({ slug, actorId, now }),
    revokeAdminLink: async (actorId: string) =>
      revokeInvitation({ slug, actorId, invitationId: (await invite(slug, owner, { role: "admin" })).id, now }),
    revokeMemberLink: async (actorId: string) =>
      revokeInvitation({ slug, actorId, invitationId: (await invite(slug, owner)).id, now }),
    removeOwner: async (actorId: string) => {
      const userId = await target("member");
      await changeRole({ slug, actorId: owner, userId, role: "owner", now });
      await removeMember({ slug, actorId, userId, now });
    },
    removeAdmin: async (actorId: string) => removeMember({ slug, actorId, userId: await target("admin"), now }),
    removeMember: async (actorId: string) => removeMember({ slug, actorId, userId: await target("member"), now }),
    raiseMember: async (actorId: string) =>
      changeRole({ slug, actorId, userId: await target("member"), role: "admin", now }),
    raiseSelf: async (actorId: string) => changeRole({ slug, actorId, userId: actorId, role: "owner", now }),
    lowerAdmin: async (actorId: string) =>
      changeRole({ slug, actorId, userId: await target("admin"), role: "member", now }),
    seeMembers: async (actorId: string) => listMembers({ slug, viewerId: actorId, limit: 10 }),
  };
  const result = async (act: Promise<unknown>) =>
    act.then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
  const forAdmins = { inviteMember: "done", seeInvitations: "done", revokeMemberLink: "done", removeMember: "done" };
  const expected: [string, Record<string, string>][] = [
    [admin, { ...forAdmins, seeMembers: "done" }],
    [member, { seeMembers: "done" }],
  ];
  for (const [name, acting] of Object.entries(act)) {
    for (const [actor, allowed] of expected) {
      expect([name, await result(acting(actor))]).toEqual([name, allowed[name] ?? "forbidden"]);
    }
    expect([name, await result(acting(outsider))]).toEqual([name, "not_found"]);
    expect([name, await result(acting(owner))]).toEqual([name, "done"]);
  }
});

test("ids of nobody, and of people elsewhere, are not found", async () => {
  const { slug, owner } = await team();
  const other = await team();
  const now = new Date();
  const link = await invite(other.slug, other.owner);
  for (const userId of [other.member, "01a20341-a77b-72f1-b20e-e1d6aa18c409"]) {
    expect(await code(removeMember({ slug, actorId: owner, userId, now }))).toBe("not_found");
    expect(await code(changeRole({ slug, actorId: owner, userId, role: "admin", now }))).toBe("not_found");
    expect(await code(requireMember({ slug, viewerId: owner, userId }))).toBe("not_found");
  }
  expect(await code(revokeInvitation({ slug, actorId: owner, invitationId: link.id, now }))).toBe("not_found");
});

test("members see each other, but addresses only those who manage members, and everybody their own", async () => {
  const { slug, owner, admin, member } = await team();
  const seen = async (viewerId: string) => {
    const { items } = await listMembers({ slug, viewerId, limit: 10 });
    return items.map(({ role, email }) => [role, email !== null]);
  };
  for (const viewer of [owner, admin]) {
    expect(await seen(viewer)).toEqual([
      ["owner", true],
      ["admin", true],
      ["member", true],
    ]);
  }
  expect(await seen(member)).toEqual([
    ["owner", false],
    ["admin", false],
    ["member", true],
  ]);
});

test("a long list of members comes in pages, each person once", async () => {
  const { slug, owner } = await team();
  const now = new Date();
  const people = await Promise.all(Array.from({ length: 7 }, () => newUser()));
  const { token } = await invite(slug, owner);
  for (const { id } of people) await acceptInvitation({ token, userId: id, now });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMembers({ slug, viewerId: owner, limit: 3, cursor });
    seen.push(...page.items.map((item) => item.userId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(10);
  expect(new Set(seen).size).toBe(10);
});

test("the last owner cannot leave, be removed or step down", async () => {
  const { slug, owner, admin } = await team();
  const now = new Date();
  expect(await code(leave(slug, owner))).toBe("conflict");
  expect(await code(changeRole({ slug, actorId: owner, userId: owner, role: "admin", now }))).toBe("conflict");
  await changeRole({ slug, actorId: owner, userId: admin, role: "owner", now });
  await leave(slug, owner);
  expect(await owners(slug)).toEqual([admin]);
});

test("two owners who go at the same moment, by each way there is, leave one", async () => {
  const ways = {
    "both leave": (slug: string, me: string) => leave(slug, me),
    "each removes the other": (slug: string, me: string, other: string) =>
      removeMember({ slug, actorId: me, userId: other, now: new Date() }),
    "both step down": (slug: string, me: string) =>
      changeRole({ slug, actorId: me, userId: me, role: "member", now: new Date() }),
  };
  for (const [name, go] of Object.entries(ways)) {
    for (let round = 0; round < 5; round += 1) {
      const { slug, owner, admin } = await team();
      await changeRole({ slug, actorId: owner, userId: admin, role: "owner", now: new Date() });
      const ends = await Promise.allSettled([go(slug, owner, admin), go(slug, admin, owner)]);
      expect(
        ends.filter((end) => end.status === "fulfilled"),
        name,
      ).toHaveLength(1);
      expect(await owners(slug), name).toHaveLength(1);
    }
  }
});

test("nobody belongs to more than fifty organisations, by whichever way", async () => {
  const { id: userId } = await newUser();
  const { slug, owner } = await team();
  const { token } = await invite(slug, owner);
  await Promise.all(Array.from({ length: 48 }, () => makeOrganization(userId)));
  const joining = () => acceptInvitation({ token, userId, now: new Date() });
  const tries = await Promise.allSettled([
    makeOrganization(userId),
    joining(),
    makeOrganization(userId),
    makeOrganization(userId),
  ]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(2);
  expect(await listOwnOrganizations(userId)).toHaveLength(50);
  expect(await code(makeOrganization(userId))).toBe("conflict");
});

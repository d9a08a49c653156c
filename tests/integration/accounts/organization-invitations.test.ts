import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptInvitation, findInvitation } from "@/lib/accounts/accept-invitation.server";
import { createInvitation, listInvitations, revokeInvitation } from "@/lib/accounts/invitations.server";
import { changeRole, removeMember } from "@/lib/accounts/organization-members.server";
import { findOwnOrganization } from "@/lib/accounts/organizations.server";
import { invite, leave, makeOrganization, team } from "@/tests/support/organizations";
import { newUser, refusalOf, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const DAY_MS = 86_400_000;
const code = async (act: Promise<unknown>) => (await refusalOf(act)).code;

/** What a link offers to somebody who is not signed in. */
const offered = (token: string, now: Date, viewerId: string | null = null) => findInvitation({ token, viewerId, now });
/** A link as a member that lets in so many. */
const inviteSome = (slug: string, actorId: string, maxUses: number) =>
  createInvitation({ slug, actorId, request: { role: "member", days: 7, maxUses }, now: new Date() });
const usesOf = async (slug: string, actorId: string) =>
  (await listInvitations({ slug, actorId, now: new Date() })).map(({ uses, maxUses }) => `${uses} of ${maxUses}`);

test("joining by a link works once for a person and changes nothing the second time, nor their role", async () => {
  const { slug, owner, admin } = await team();
  const { id: userId } = await newUser();
  const { token } = await invite(slug, owner);
  const now = new Date();
  expect(await offered(token, now)).toMatchObject({ organization: { slug }, role: "member" });
  const answers = await Promise.all(Array.from({ length: 5 }, () => acceptInvitation({ token, userId, now })));
  expect(answers.filter((answer) => answer.joined)).toHaveLength(1);
  expect(answers[0]).toMatchObject({ slug, role: "member", members: 4 });
  expect(await acceptInvitation({ token, userId: admin, now })).toMatchObject({ joined: false, role: "admin" });
});

test("only the hash of a link's token is stored, and its 128 bits are random", async () => {
  const { slug, owner } = await team();
  const made = [await invite(slug, owner), await invite(slug, owner)];
  for (const { token, url } of made) {
    expect(Buffer.from(token, "base64url")).toHaveLength(16);
    expect(url).toContain(`/organizations/join?token=${token}`);
    const found = "SELECT 1 FROM organization_invitations i WHERE i::text LIKE '%' || $1 || '%'";
    expect(await rows(found, [token])).toEqual([]);
  }
  expect(made[0]?.token).not.toBe(made[1]?.token);
});

test("links that are over, revoked or guessed let nobody in, and look the same", async () => {
  const { slug, owner } = await team();
  const { id: userId } = await newUser();
  const now = new Date();
  const old = await invite(slug, owner, { days: 1, now: new Date(now.getTime() - DAY_MS) });
  const revoked = await invite(slug, owner);
  await revokeInvitation({ slug, actorId: owner, invitationId: revoked.id, now });
  const again = revokeInvitation({ slug, actorId: owner, invitationId: revoked.id, now });
  expect(await code(again)).toBe("not_found");
  for (const token of [old.token, revoked.token, "A".repeat(22), "", "x'; --", old.token.slice(0, -1)]) {
    expect(await offered(token, now)).toBeNull();
    expect(await code(acceptInvitation({ token, userId, now })), token).toBe("not_found");
  }
  const live = await invite(slug, owner, { days: 1, now });
  const lastMoment = new Date(now.getTime() + DAY_MS - 1);
  expect(await acceptInvitation({ token: live.token, userId, now: lastMoment })).toMatchObject({ joined: true });
  const open = async (at: Date) =>
    (await listInvitations({ slug, actorId: owner, now: at })).map((invitation) => invitation.id);
  expect(await open(lastMoment)).toContain(live.id);
  expect(await open(lastMoment)).not.toContain(revoked.id);
  expect(await open(new Date(now.getTime() + DAY_MS))).not.toContain(live.id);
});

test("whoever goes or may no longer invite leaves no link behind that works", async () => {
  const { slug, owner, admin } = await team();
  const now = new Date();
  const { token } = await invite(slug, admin);
  await changeRole({ slug, actorId: owner, userId: admin, role: "member", now });
  expect(await offered(token, now)).toBeNull();
  await changeRole({ slug, actorId: owner, userId: admin, role: "owner", now });
  const [asAdmin, asMember] = [await invite(slug, admin, { role: "admin" }), await invite(slug, admin)];
  await changeRole({ slug, actorId: owner, userId: admin, role: "admin", now });
  expect(await offered(asAdmin.token, now)).toBeNull();
  expect(await offered(asMember.token, now)).not.toBeNull();
  await removeMember({ slug, actorId: owner, userId: admin, now });
  expect(await offered(asMember.token, now)).toBeNull();
});

test("a link that is revoked while somebody joins lets them in before or not at all", async () => {
  for (let round = 0; round < 10; round += 1) {
    const { slug, owner } = await team();
    const { id: userId } = await newUser();
    const { id: invitationId, token } = await invite(slug, owner);
    const now = new Date();
    const [joining] = await Promise.allSettled([
      acceptInvitation({ token, userId, now }),
      revokeInvitation({ slug, actorId: owner, invitationId, now }),
    ]);
    expect((await findOwnOrganization(userId, slug)) !== null).toBe(joining.status === "fulfilled");
  }
});

test("a link lets in as many as it says, and takes no use for members or a second try", async () => {
  const { slug, owner, admin } = await team();
  const before = await usesOf(slug, owner);
  expect(before).toEqual(["1 of 10", "1 of 10"]);
  const { token, maxUses, uses } = await inviteSome(slug, owner, 2);
  expect([maxUses, uses]).toEqual([2, 0]);
  const now = new Date();
  const [first, second, third] = [await newUser(), await newUser(), await newUser()];
  for (const userId of [first.id, first.id, admin]) await acceptInvitation({ token, userId, now });
  expect((await usesOf(slug, owner))[0]).toBe("1 of 2");
  expect(await acceptInvitation({ token, userId: second.id, now })).toMatchObject({ joined: true });
  expect(await usesOf(slug, owner)).toEqual(before);
  expect(await code(acceptInvitation({ token, userId: third.id, now }))).toBe("not_found");
  for (const viewer of [null, third.id]) expect(await offered(token, now, viewer)).toBeNull();
});

test("whoever had the last use and tries again is told that they belong", async () => {
  const { slug, owner } = await team();
  const { token } = await inviteSome(slug, owner, 1);
  const { id: userId } = await newUser();
  const now = new Date();
  const answers = await Promise.all(Array.from({ length: 5 }, () => acceptInvitation({ token, userId, now })));
  expect(answers.filter((answer) => answer.joined)).toHaveLength(1);
  expect(await offered(token, now, userId)).toMatchObject({ organization: { slug } });
});

test("two people who want the last use at the same moment: one has it", async () => {
  for (let round = 0; round < 10; round += 1) {
    const { slug, owner } = await team();
    const { token } = await inviteSome(slug, owner, 1);
    const people = [await newUser(), await newUser()];
    const tries = await Promise.allSettled(
      people.map(({ id }) => acceptInvitation({ token, userId: id, now: new Date() })),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(tries.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "not_found" });
    expect((await findOwnOrganization(owner, slug))?.members).toBe(4);
  }
});

test("of ten people who open a link for three at once, three join", async () => {
  const { slug, owner } = await team();
  const { token } = await inviteSome(slug, owner, 3);
  const people = await Promise.all(Array.from({ length: 10 }, () => newUser()));
  await Promise.allSettled(people.map(({ id }) => acceptInvitation({ token, userId: id, now: new Date() })));
  expect((await findOwnOrganization(owner, slug))?.members).toBe(6);
});

test("somebody who may belong to no more organisations takes no use", async () => {
  const { slug, owner } = await team();
  const { token } = await inviteSome(slug, owner, 1);
  const { id: userId } = await newUser();
  await Promise.all(Array.from({ length: 50 }, () => makeOrganization(userId)));
  expect(await code(acceptInvitation({ token, userId, now: new Date() }))).toBe("conflict");
  expect((await usesOf(slug, owner))[0]).toBe("0 of 1");
});

test("whoever was removed comes back by a link made later, not by one made before", async () => {
  const { slug, owner, member } = await team();
  const made = new Date();
  const later = (ms: number) => new Date(made.getTime() + ms);
  const { token } = await invite(slug, owner, { now: made });
  await removeMember({ slug, actorId: owner, userId: member, now: later(1) });
  expect(await offered(token, later(2), member)).toBeNull();
  expect(await code(acceptInvitation({ token, userId: member, now: later(2) }))).toBe("not_found");
  expect(await offered(token, later(2), (await newUser()).id)).not.toBeNull();
  const next = await invite(slug, owner, { now: later(2) });
  expect(await acceptInvitation({ token: next.token, userId: member, now: later(3) })).toMatchObject({ joined: true });
  await removeMember({ slug, actorId: owner, userId: member, now: later(4) });
  expect(await code(acceptInvitation({ token: next.token, userId: member, now: later(5) }))).toBe("not_found");
});

test("whoever left by themselves may come back by any link", async () => {
  const { slug, owner, admin, member } = await team();
  const { token } = await invite(slug, owner);
  for (const userId of [admin, member]) {
    await leave(slug, userId);
    expect(await acceptInvitation({ token, userId, now: new Date() })).toMatchObject({ joined: true, role: "member" });
  }
  expect(await rows("SELECT 1 FROM organization_removals WHERE user_id = ANY ($1)", [[admin, member]])).toEqual([]);
});

test("somebody who opens an old link while they are removed is out, whichever came first", async () => {
  for (let round = 0; round < 10; round += 1) {
    const { slug, owner, member } = await team();
    const { token } = await invite(slug, owner);
    const now = new Date(Date.now() + 1);
    await Promise.allSettled([
      removeMember({ slug, actorId: owner, userId: member, now }),
      acceptInvitation({ token, userId: member, now }),
    ]);
    expect(await findOwnOrganization(member, slug)).toBeNull();
  }
});

test("a link of a maker who is suspended, or whose membership is gone, lets nobody in", async () => {
  const { slug, owner, admin } = await team();
  const { id: userId } = await newUser();
  const now = new Date();
  const { token } = await invite(slug, admin);
  await rows("UPDATE users SET banned_at = now() WHERE id = $1", [admin]);
  expect(await offered(token, now)).toBeNull();
  expect(await code(acceptInvitation({ token, userId, now }))).toBe("not_found");
  await rows("UPDATE users SET banned_at = NULL WHERE id = $1", [admin]);
  expect(await offered(token, now)).not.toBeNull();
  // Not by the product's own way, which revokes the link as well.
  await rows("DELETE FROM organization_members WHERE user_id = $1", [admin]);
  expect(await offered(token, now)).toBeNull();
  expect(await code(acceptInvitation({ token, userId, now }))).toBe("not_found");
  expect(await findOwnOrganization(owner, slug)).toMatchObject({ members: 2 });
});

test("fifty links are open at most, and one that is used up is open no more", async () => {
  const { id: owner } = await newUser();
  const { slug } = await makeOrganization(owner);
  const first = await inviteSome(slug, owner, 1);
  for (let made = 1; made < 50; made += 1) await inviteSome(slug, owner, 1);
  expect(await code(inviteSome(slug, owner, 1))).toBe("conflict");
  const now = new Date();
  await acceptInvitation({ token: first.token, userId: (await newUser()).id, now });
  expect(await code(revokeInvitation({ slug, actorId: owner, invitationId: first.id, now }))).toBe("not_found");
  await inviteSome(slug, owner, 1);
  expect(await usesOf(slug, owner)).toEqual(Array.from({ length: 50 }, () => "0 of 1"));
});

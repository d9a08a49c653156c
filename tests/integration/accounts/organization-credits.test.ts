import { afterAll, beforeAll, expect, test } from "vitest";
import { listAuditActions, listAuditLog } from "@/lib/accounts/audit-log.server";
import { removeMember } from "@/lib/accounts/organization-members.server";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { join, leave, makeOrganization, verify } from "@/tests/support/organizations";
import { brokenInvariants, newUser, refusalOf, rows, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;
let admin: string;

beforeAll(async () => {
  product = await startProduct();
  const { id } = await newUser();
  const { grantAdmin } = await import("@/lib/accounts/roles.server");
  await grantAdmin({ userId: id, actor: null, reason: "test" });
  admin = id;
});
afterAll(() => product.stop());

/** A verified organisation with its owner and one member. */
async function verifiedTeam() {
  const [owner, member] = [await newUser(), await newUser()];
  const { slug, id } = await makeOrganization(owner.id);
  await join(slug, owner.id, member.id);
  await verify(id, admin);
  return { slug, id, owner: owner.id, member: member.id };
}

async function grants(userId: string): Promise<number> {
  const [row] = await rows<{ count: number }>(
    "SELECT count(*)::int AS count FROM playground_credit_transactions WHERE user_id = $1 AND type = 'monthly'",
    [userId],
  );
  return row?.count ?? 0;
}

/** A moment after the end of the month that the user's wallet is in now. */
async function afterThisMonth(userId: string): Promise<Date> {
  const { monthly } = await wallet(userId);
  if (monthly.resetAt === null) throw new Error("the wallet has no month");
  return new Date(Date.parse(monthly.resetAt) + 1);
}

test("verification brings every member 200 credits at once, and whoever joins later too", async () => {
  const { slug, owner, member } = await verifiedTeam();
  const late = (await newUser()).id;
  expect(await wallet(late)).toMatchObject({ plan: "free", monthly: { allocated: 0 } });
  await join(slug, owner, late);
  for (const userId of [owner, member, late]) {
    expect(await wallet(userId)).toMatchObject({
      plan: "organization",
      available: 205,
      monthly: { allocated: 200, remaining: 200, renewing: true },
    });
  }
  expect(await brokenInvariants()).toEqual([]);
});

test("an organisation that is not verified brings no credits", async () => {
  const [owner, member] = [await newUser(), await newUser()];
  const { slug } = await makeOrganization(owner.id);
  await join(slug, owner.id, member.id);
  expect(await wallet(member.id)).toMatchObject({ plan: "free", available: 5 });
});

test("when verification ends, the month stays to its end, rolls over once, and nothing comes after it", async () => {
  const { id, member } = await verifiedTeam();
  const next = await afterThisMonth(member);
  await verify(id, admin, false);
  expect(await wallet(member)).toMatchObject({ plan: "free", available: 205, monthly: { renewing: false } });
  const later = await getCreditSummary(member, next);
  expect(later).toMatchObject({ available: 205, monthly: { allocated: 0 }, rollover: { amount: 200 } });
  const end = await getCreditSummary(member, new Date(Date.parse(later.rollover.expiresAt ?? "") + 1));
  expect(end).toMatchObject({ available: 5, breakdown: { monthly: 0, rollover: 0, trial: 5 } });
  expect(await grants(member)).toBe(1);
  expect(await brokenInvariants()).toEqual([]);
});

test("whoever leaves or is removed keeps the month and gets none after it, while those who stay do", async () => {
  const { slug, owner, member } = await verifiedTeam();
  const other = (await newUser()).id;
  await join(slug, owner, other);
  const next = new Date(Math.max(...(await Promise.all([member, other, owner].map(afterThisMonth))).map(Number)));
  await leave(slug, member);
  await removeMember({ slug, actorId: owner, userId: other, now: new Date() });
  for (const gone of [member, other]) {
    expect(await wallet(gone)).toMatchObject({ plan: "free", available: 205 });
    expect(await getCreditSummary(gone, next)).toMatchObject({ monthly: { allocated: 0 }, rollover: { amount: 200 } });
    expect(await grants(gone)).toBe(1);
  }
  expect(await getCreditSummary(owner, next)).toMatchObject({ monthly: { allocated: 200 }, rollover: { amount: 200 } });
  expect(await brokenInvariants()).toEqual([]);
});

test("leaving and joining again in one month brings no second grant, and the next month comes once", async () => {
  const { slug, owner, member } = await verifiedTeam();
  expect(await wallet(member)).toMatchObject({ available: 205 });
  for (let round = 0; round < 3; round += 1) {
    await leave(slug, member);
    await join(slug, owner, member);
  }
  expect(await wallet(member)).toMatchObject({ plan: "organization", available: 205 });
  expect(await grants(member)).toBe(1);
  const next = await getCreditSummary(member, await afterThisMonth(member));
  expect(next).toMatchObject({ available: 405, monthly: { allocated: 200 } });
  expect(await brokenInvariants()).toEqual([]);
});

test("verifying, unverifying and verifying again in one month brings no second grant", async () => {
  const { id, member } = await verifiedTeam();
  expect(await wallet(member)).toMatchObject({ available: 205 });
  for (const verified of [false, true, false, true]) await verify(id, admin, verified);
  expect(await wallet(member)).toMatchObject({ plan: "organization", available: 205 });
  expect(await grants(member)).toBe(1);
});

test("a second verified organisation brings no second 200, and leaving one keeps the other's", async () => {
  const one = await verifiedTeam();
  const two = await verifiedTeam();
  const person = (await newUser()).id;
  await join(one.slug, one.owner, person);
  await join(two.slug, two.owner, person);
  expect(await wallet(person)).toMatchObject({ available: 205, monthly: { allocated: 200 } });
  await leave(one.slug, person);
  expect(await wallet(person)).toMatchObject({ plan: "organization", available: 205 });
  const next = await getCreditSummary(person, await afterThisMonth(person));
  expect(next).toMatchObject({ monthly: { allocated: 200 }, rollover: { amount: 200 } });
  expect(await grants(person)).toBe(2);
});

test("joining while the organisation is being verified brings the credits, whoever is first", async () => {
  for (let round = 0; round < 10; round += 1) {
    const [owner, member] = [await newUser(), await newUser()];
    const { slug, id } = await makeOrganization(owner.id);
    await Promise.all([join(slug, owner.id, member.id), verify(id, admin)]);
    expect(await wallet(member.id)).toMatchObject({ plan: "organization", available: 205 });
  }
  expect(await brokenInvariants()).toEqual([]);
});

test("a membership counts from and to the instants that were given, not to when the database got round to it", async () => {
  const { slug, id, owner, member } = await verifiedTeam();
  const other = (await newUser()).id;
  const start = Date.now();
  const [joined, left, ended] = [1, 2, 3].map((hours) => new Date(start + hours * 3_600_000));
  await join(slug, owner, other, { now: joined ?? new Date() });
  await leave(slug, member, left);
  await verify(id, admin, false, ended);
  const period = async (userId: string) =>
    await rows(
      `SELECT valid_from AS "from", valid_until AS until FROM membership_periods
       WHERE user_id = $1 AND organization_id = $2`,
      [userId, id],
    );
  expect(await period(member)).toMatchObject([{ until: left }]);
  expect(await period(other)).toEqual([{ from: joined, until: ended }]);
  expect(await period(owner)).toMatchObject([{ until: ended }]);
});

test("setting the flag writes one line in the audit log; setting it to what it is writes none", async () => {
  const owner = await newUser();
  const { slug, id } = await makeOrganization(owner.id);
  const changed = [];
  for (const verified of [false, true, true, false]) changed.push(await verify(id, admin, verified));
  expect(changed).toEqual([false, true, false, true]);
  const { items } = await listAuditLog({ limit: 100 });
  const [actor] = await rows<{ email: string }>("SELECT email FROM users WHERE id = $1", [admin]);
  expect(items.filter((item) => item.subject === slug)).toMatchObject([
    { action: "organization.unverify", actor: actor?.email, subject: slug },
    { action: "organization.verify", actor: actor?.email, subject: slug },
  ]);
  const unknown = verify("01a20341-a77b-72f1-b20e-e1d6aa18c409", admin);
  expect((await refusalOf(unknown)).code).toBe("not_found");
});

test("five admins who verify at the same moment verify once", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id } = await makeOrganization((await newUser()).id);
    const changed = await Promise.all(Array.from({ length: 5 }, () => verify(id, admin)));
    expect(changed.filter(Boolean)).toHaveLength(1);
    expect(await rows("SELECT 1 FROM audit_log WHERE subject = $1", [id])).toHaveLength(1);
  }
});

test("an entry names its subject while that is there, and keeps the id when it is gone", async () => {
  const owner = await newUser();
  const { slug, id } = await makeOrganization(owner.id);
  await verify(id, admin);
  const { grantAdmin } = await import("@/lib/accounts/roles.server");
  await grantAdmin({ userId: owner.id, actor: null, reason: "test" });
  const about = await rows<{ id: string }>("SELECT id FROM audit_log WHERE subject = ANY ($1)", [[id, owner.id]]);
  const ids = new Set(about.map((row) => row.id));
  const entries = async () => (await listAuditLog({ limit: 100 })).items.filter((item) => ids.has(item.id));
  expect(await entries()).toMatchObject([
    { action: "role.admin", actor: null, subject: owner.email, subjectKind: "user", subjectName: null },
    { action: "organization.verify", subject: slug, subjectKind: "organization", subjectName: slug },
  ]);
  await rows("DELETE FROM organizations WHERE id = $1", [id]);
  expect((await entries())[1]).toMatchObject({ subject: id, subjectKind: null, subjectName: null });
});

test("the audit log of one kind of act has those alone, page after page", async () => {
  expect(await listAuditActions()).toEqual(expect.arrayContaining(["organization.unverify", "organization.verify"]));
  const action = "organization.verify";
  const all = (await listAuditLog({ limit: 100 })).items.filter((item) => item.action === action).map(({ id }) => id);
  const first = await listAuditLog({ limit: 2, action });
  const second = await listAuditLog({ limit: 100, action, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all);
  expect((await listAuditLog({ limit: 5, action: "nothing.such" })).items).toEqual([]);
});

test("the audit log comes in pages, newest first, each line once", async () => {
  const all = (await listAuditLog({ limit: 100 })).items.map((item) => item.id);
  const first = await listAuditLog({ limit: 3 });
  const second = await listAuditLog({ limit: 100, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map((item) => item.id)).toEqual(all);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Billing, startBilling, subscribeTo } from "@/tests/support/billing";
import { join, leave, makeOrganization, verify } from "@/tests/support/organizations";
import { newUser, rows } from "@/tests/support/product";

let billing: Billing;
let admin: string;

beforeAll(async () => {
  billing = await startBilling();
  const { grantAdmin } = await import("@/lib/accounts/roles.server");
  ({ id: admin } = await newUser());
  await grantAdmin({ userId: admin, actor: null, reason: "test" });
});
afterAll(() => billing.stop());

/** A thread of a free user that has so many hours left. */
async function makeThread(userId: string, title: string, hoursLeft: number): Promise<string> {
  const [row] = await rows<{ id: string }>(
    `INSERT INTO playground_sessions (id, user_id, title, saved, expires_at, created_at, last_turn_at)
    VALUES (gen_random_uuid(), $1, $2, false, now() + $3 * interval '1 hour', now(), now()) RETURNING id`,
    [userId, title, hoursLeft],
  );
  return row?.id ?? "";
}

async function keptOf(userId: string): Promise<string[]> {
  const kept = await rows<{ title: string }>(
    "SELECT title FROM playground_sessions WHERE user_id = $1 AND saved AND expires_at IS NULL ORDER BY title",
    [userId],
  );
  return kept.map(({ title }) => title);
}

async function giveUp(userId: string, sessionId: string): Promise<void> {
  const { changeSession } = await import("@/lib/sessions/change-session.server");
  await changeSession({ user: { id: userId, plan: "plus" }, sessionId, patch: { saved: false }, now: new Date() });
}

test("subscribing keeps the threads that are there, of nobody else, and brings none back", async () => {
  const [{ id }, { id: other }] = [await newUser(), await newUser()];
  await makeThread(id, "first", 1);
  await makeThread(id, "second", 23);
  await makeThread(id, "past its time", -1);
  const erased = await makeThread(id, "erased", 5);
  await makeThread(other, "another's", 5);
  const { deleteSession } = await import("@/lib/sessions/change-session.server");
  await deleteSession(id, erased, new Date());
  await subscribeTo(billing, id);
  expect(await keptOf(id)).toEqual(["first", "second"]);
  expect(await keptOf(other)).toEqual([]);
});

test("what is given up under a plan stays given up, also when its events come again or it renews", async () => {
  const { id } = await newUser();
  const thread = await makeThread(id, "first", 20);
  await subscribeTo(billing, id);
  await giveUp(id, thread);
  const [row] = await rows<{ stripe: string }>(
    "SELECT stripe_subscription_id AS stripe FROM subscriptions WHERE user_id = $1",
    [id],
  );
  const { settleSubscription } = await import("@/lib/billing/settle-subscription.server");
  await settleSubscription(row?.stripe ?? "", new Date());
  await billing.advance("P1M");
  expect(await keptOf(id)).toEqual([]);
});

test("a plan that begins again after its end keeps what is there then", async () => {
  const { id } = await newUser();
  await subscribeTo(billing, id);
  const { changeSubscription } = await import("@/lib/billing/change-subscription.server");
  await changeSubscription({ userId: id, cancels: true, now: new Date() });
  await billing.advance("P1M1D");
  await makeThread(id, "meanwhile", 20);
  await subscribeTo(billing, id);
  expect(await keptOf(id)).toEqual(["meanwhile"]);
});

test("a payment that is refused keeps nothing", async () => {
  const { id } = await newUser();
  await makeThread(id, "first", 20);
  await rows(
    "INSERT INTO subscriptions (id, user_id, status, started_at) VALUES (gen_random_uuid(), $1, 'incomplete', now())",
    [id],
  );
  expect(await keptOf(id)).toEqual([]);
  await rows("UPDATE subscriptions SET status = 'active' WHERE user_id = $1", [id]);
  expect(await keptOf(id)).toEqual(["first"]);
});

test("joining a verified organisation keeps them, and so does its verification; an unverified one does not", async () => {
  const [owner, early, late] = [await newUser(), await newUser(), await newUser()];
  for (const { id } of [owner, early, late]) await makeThread(id, "mine", 20);
  const { slug, id: organizationId } = await makeOrganization(owner.id);
  await join(slug, owner.id, early.id);
  expect(await keptOf(early.id)).toEqual([]);
  await verify(organizationId, admin);
  expect(await keptOf(owner.id)).toEqual(["mine"]);
  expect(await keptOf(early.id)).toEqual(["mine"]);
  await join(slug, owner.id, late.id);
  expect(await keptOf(late.id)).toEqual(["mine"]);
});

test("going from one plan to another brings back nothing that was given up", async () => {
  const [owner, member] = [await newUser(), await newUser()];
  const { slug, id: organizationId } = await makeOrganization(owner.id);
  await join(slug, owner.id, member.id);
  await verify(organizationId, admin);
  await makeThread(member.id, "given up", 20);
  await subscribeTo(billing, member.id);
  expect(await keptOf(member.id)).toEqual([]);
  await leave(slug, member.id);
  await join(slug, owner.id, member.id);
  expect(await keptOf(member.id)).toEqual([]);
});

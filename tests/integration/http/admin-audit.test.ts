import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inProject } from "@/local/paths";
import { freePort } from "@/local/ports";
import { codeOf, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { newSlug } from "@/tests/support/organizations";
import { rows } from "@/tests/support/product";
import { askAs, newSharer, PLAYGROUND, shareAs } from "@/tests/support/sharing";
import { startStripe } from "@/tests/support/stripe";

let app: Awaited<ReturnType<typeof startApi>>;
let stripe: Awaited<ReturnType<typeof startStripe>>;
let admin: Person;

beforeAll(async () => {
  const port = await freePort();
  stripe = await startStripe({ productUrl: `http://127.0.0.1:${port}` });
  app = await startApi({ port, env: stripe.env });
  admin = await newAdmin();
});
afterAll(async () => {
  await app.stop();
  await stripe.stop();
});

const ADMIN = "/api/v1/admin";
const reason = "Because of the test.";

/** What an admin writes by one route: to what, with which body, and how the audit log names it. */
type Act = { id: string; body: object; action: string };

async function reported(): Promise<{ shareId: string; owner: Person }> {
  const owner = await newSharer();
  const { shareId, token } = await shareAs(app, owner);
  const report = { body: { category: "hate" } };
  await askAs(app, await newPerson(), `${PLAYGROUND}/shared/${token}/report`, report);
  return { shareId, owner };
}

/** One that an admin did something about before. */
async function after(act: string) {
  const { shareId } = await reported();
  await askAs(app, admin, `${ADMIN}/shares/${shareId}/${act}`, { body: { reason } });
  return shareId;
}

async function bought(person: Person): Promise<string> {
  const body = { package: "small", mode: "checkout" };
  const begun = await askAs(app, person, `${PLAYGROUND}/credits/purchase`, { body });
  await stripe.pay(begun.body["checkoutUrl"]);
  await stripe.delivered();
  return String(begun.body["purchaseId"]);
}

async function organization(): Promise<string> {
  const body = { slug: newSlug(), name: "Acme Tools" };
  return String((await askAs(app, await newPerson(), "/api/v1/organizations", { body })).body["id"]);
}

/** Each way to write that admins have: what it is tried on. */
const ACTS: Readonly<Record<string, () => Promise<Act>>> = {
  "PATCH users/[id]": async () => ({
    id: (await newPerson()).id,
    body: { suspended: true, reason },
    action: "account.suspend",
  }),
  "POST users/[id]/adjustments": async () => ({
    id: (await newPerson()).id,
    body: { amount: 3, reason, key: "audit" },
    action: "credits.adjust",
  }),
  "POST users/[id]/sharing": async () => ({
    id: (await newPerson()).id,
    body: { banned: true, reason },
    action: "sharing.ban",
  }),
  "PATCH organizations/[id]": async () => ({
    id: await organization(),
    body: { verified: true, reason },
    action: "organization.verify",
  }),
  "POST purchases/[id]/refunds": async () => ({
    id: await bought(await newPerson()),
    body: { part: "whole", reason, key: randomUUID() },
    action: "purchase.refund",
  }),
  "POST stripe-events/[id]/replay": async () => {
    await bought(await newPerson());
    const [event] = await rows<{ id: string }>("SELECT id FROM stripe_events WHERE handled_at IS NOT NULL LIMIT 1");
    return { id: event?.id ?? "", body: { reason }, action: "stripe_event.replay" };
  },
  "POST reports/[shareId]/dismiss": async () => ({
    id: (await reported()).shareId,
    body: { reason },
    action: "reports.dismiss",
  }),
  "POST shares/[id]/take-down": async () => ({
    id: (await reported()).shareId,
    body: { reason },
    action: "share.take_down",
  }),
  "POST shares/[id]/restore": async () => ({
    id: await after("take-down"),
    body: { reason },
    action: "share.restore",
  }),
  "POST shares/[id]/hide": async () => ({ id: (await reported()).shareId, body: { reason }, action: "share.hide" }),
  "POST shares/[id]/unhide": async () => ({ id: await after("hide"), body: { reason }, action: "share.unhide" }),
};

/** The writes of the admin's routes as their files have them: "POST shares/[id]/hide". */
function writesOfFiles(): string[] {
  const folder = inProject("app", "api", "v1", "admin");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
  return files.flatMap((file) => {
    const methods = readFileSync(`${folder}/${file}`, "utf8").matchAll(/^ {2}(POST|PUT|PATCH|DELETE): /gm);
    return [...methods].map(([, method]) => `${method} ${file.replace(/\/route\.ts$/, "")}`);
  });
}

test("every way to write that admins have is tried here", () => {
  expect(writesOfFiles().sort()).toEqual(Object.keys(ACTS).sort());
});

test.each(Object.entries(ACTS))("%s stands in the audit log once, with who did it and why", async (route, prepare) => {
  const { id, body, action } = await prepare();
  const [method = "", pattern = ""] = route.split(" ");
  const path = `${ADMIN}/${pattern.replace(/\[\w+\]/, id)}`;
  const written = () =>
    rows<{ action: string; reason: string }>(
      `SELECT action, details->>'reason' AS reason FROM audit_log WHERE actor_id = $1 AND action = $2
        AND (subject = $3 OR details->>'shareId' = $3 OR details->>'purchaseId' = $3)`,
      [admin.id, action, id],
    );
  // Who may not do it leaves no trace.
  const stranger = await newPerson();
  expect(codeOf(await askAs(app, stranger, path, { method, body }))).toEqual([403, "forbidden"]);
  expect(codeOf(await askAs(app, null, path, { method, body }))).toEqual([401, "unauthenticated"]);
  expect(await written()).toEqual([]);

  const answer = await askAs(app, admin, path, { method, body });
  expect(answer.status, answer.text).toBe(200);
  expect(await written()).toEqual([{ action, reason }]);
  const unknown = path.replace(id, pattern.startsWith("stripe") ? "evt_nobodys" : UNKNOWN_ID);
  expect(codeOf(await askAs(app, admin, unknown, { method, body }))).toEqual([404, "not_found"]);
});

test("the audit log's tab says each of them in words, with its reason", async () => {
  const actions = await rows<{ action: string }>("SELECT DISTINCT action FROM audit_log");
  const { auditKind } = await import("@/app/(app)/admin/_components/audit-words");
  expect(actions.map(({ action }) => action).filter((action) => auditKind(action) === action)).toEqual([]);
});

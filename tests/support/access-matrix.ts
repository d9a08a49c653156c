import { readFileSync } from "node:fs";
import { encode } from "next-auth/jwt";
import { inProject } from "@/local/paths";
import { newAdmin, newPerson, type Person } from "./api";
import type { App } from "./app-server";
import { makeOrganization } from "./organizations";
import { newPackage } from "./packages";
import { rows } from "./product";
import { askAs, newSharer, PLAYGROUND, runAs, shareAs } from "./sharing";
import { testEnvironment } from "./test-environment";

export const PEOPLE = ["nobody", "stranger", "suspended", "admin", "owner"] as const;
export type Who = (typeof PEOPLE)[number];

/** What the owner's texts hold, and nobody else may be sent. */
export const CANARY = "canary-7f3a9c51d2";

/** The addresses of the build: pages, and routes whose methods are asked for. */
export function builtAddresses(kind: "page" | "route"): string[] {
  const built = JSON.parse(readFileSync(inProject(".next", "app-path-routes-manifest.json"), "utf8")) as Record<
    string,
    string
  >;
  return Object.entries(built)
    .filter(([file, address]) => file.endsWith(`/${kind}`) && !/^\/(_|\(\.\))/.test(address))
    .map(([, address]) => address)
    .sort();
}

/** One of each: who owns things, who has nothing to do with them, who is suspended, and an admin. */
export async function makePeople(): Promise<Record<Who, Person | null>> {
  const suspended = await newPerson();
  await rows("UPDATE users SET banned_at = now() WHERE id = $1", [suspended.id]);
  return { nobody: null, stranger: await newPerson(), suspended, admin: await newAdmin(), owner: await newSharer() };
}

async function privatePackage(app: App, owner: Person): Promise<string> {
  const files = [{ path: "rule.md", content: `Be kind. ${CANARY}` }];
  const id = await newPackage(owner, "1.0.0", "secret", { visibility: "private", description: CANARY, files });
  await askAs(app, owner, `/api/v1/packages/${id}/suggested-inputs`, { body: { title: CANARY, input: CANARY } });
  return id;
}

/** What stands in an address for a parameter, by the part before it: `runs/[id]`. */
export type Things = Readonly<Record<string, string>>;

/** One thing of the owner's for each part of an address that names one. */
export async function makeThings(app: App, owner: Person): Promise<Things> {
  const idOf = async (path: string, body: object, field = "id") =>
    String((await askAs(app, owner, path, { body })).body[field]);
  const hidden = await privatePackage(app, owner);
  const [known] = await rows<{ scope: string }>("SELECT scope FROM packages WHERE id = $1", [hidden]);
  const run = await runAs(app, owner, CANARY, { packageId: hidden });
  await askAs(app, owner, `${PLAYGROUND}/runs/${run.runId}/feedback`, { body: { effective: true, comment: CANARY } });
  const lanes = [{ baseline: true }, { customPrompt: `Say nothing of ${CANARY}, please.` }];
  const userInput = `${CANARY} [[standin tokens=5 rate=100000 ttft=0]]`;
  const link = await shareAs(app, owner, { run: { packageId: await newPackage(owner) } });
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  const expiresAt = new Date(Date.now() + 3_600_000);
  const token = await issueApiToken({ userId: owner.id, name: CANARY, scope: "user", expiresAt });
  const { slug } = await makeOrganization(owner.id);
  const [organization] = await rows<{ id: string }>("SELECT id FROM organizations WHERE slug = $1", [slug]);
  const [purchase] = await rows<{ id: string }>(
    `INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency, mode)
    VALUES (gen_random_uuid(), $1, 'small', 100, 500, 'usd', 'checkout') RETURNING id`,
    [owner.id],
  );
  const [suggested] = await rows<{ id: string }>("SELECT id FROM suggested_inputs WHERE package_id = $1", [hidden]);
  return {
    "packages/[id]": hidden,
    "packages/[scope]": known?.scope ?? "",
    "[scope]/[name]": "secret",
    "runs/[id]": run.runId,
    "sessions/[id]": run.sessionId,
    "comparisons/[id]": await idOf(`${PLAYGROUND}/comparisons`, { lanes, userInput }, "comparisonId"),
    "lanes/[lane]": "0",
    "prompts/[id]": await idOf(`${PLAYGROUND}/prompts`, { title: CANARY, text: `Never tell ${CANARY}.` }),
    "purchases/[id]": purchase?.id ?? "",
    suggestedInput: suggested?.id ?? "",
    "shared/[token]": link.token,
    "embed/[token]": link.token,
    "shares/[id]": link.shareId,
    "reports/[shareId]": link.shareId,
    "organizations/[slug]": slug,
    "organizations/[id]": organization?.id ?? "",
    "members/[userId]": owner.id,
    "invitations/[id]": await idOf(`/api/v1/organizations/${slug}/invitations`, {}),
    "tokens/[id]": token.id,
    "users/[id]": owner.id,
    "stripe-events/[id]": "evt_unknown",
    "[[...path]]": "no/such/thing",
    "[...nextauth]": "signout",
    "[...missing]": "no-such-page",
  };
}

/** An address with the owner's things in it. */
export function addressOf(pattern: string, things: Things): string {
  const parts = pattern.split("/");
  return parts
    .map((part, index) =>
      part.startsWith("[") ? (things[`${parts[index - 1]}/${part}`] ?? things[part] ?? part) : part,
    )
    .join("/");
}

/** The browser of somebody who signed in a moment ago. */
export async function cookieOf(person: Person | null): Promise<Record<string, string>> {
  if (person === null) return {};
  const [user] = await rows<{ sv: number }>("SELECT session_version AS sv FROM users WHERE id = $1", [person.id]);
  const secret = testEnvironment("")["NEXTAUTH_SECRET"] ?? "";
  const token = await encode({ token: { sub: person.id, sv: user?.sv, at: Date.now() }, secret });
  return { cookie: `next-auth.session-token=${token}` };
}

import { v7 } from "uuid";
import { createOrganization } from "@/lib/accounts/create-organization.server";
import { query } from "@/lib/db/pool.server";
import { publishInTurn } from "@/lib/packages/publish-in-turn.server";
import { readFolder } from "@/lib/packages/read-folder.server";
import { inProject } from "../paths";
import type { Listed, Somebody } from "./live";

/** Who is at it nearly every day, has PRPM+, publishes, and owns an organisation: to sign in as. */
export const ADA = "ada@traffic.example";
const ADAS = ["code-review", "plain-english", "react-component"];
const GROUPS = ["api-design-review"];

/** Somebody as they would have signed up at that time, trial credits included. */
export async function signUp(number: number, email: string, joinedAt: number): Promise<Somebody> {
  const name = email.split("@")[0] ?? email;
  const [row] = await query<{ result: { userId: string } }>("SELECT sign_up($1) AS result", [
    {
      now: new Date(joinedAt),
      id: v7({ msecs: Math.round(joinedAt) }),
      email,
      name: null,
      image: null,
      provider: null,
      providerAccountId: null,
      handle: name,
      claims: [`traffic:${number}:${email}`],
    },
  ]);
  if (row === undefined) throw new Error("the sign-up statement gave no row");
  const { userId } = row.result;
  await query("UPDATE users SET created_at = $2 WHERE id = $1", [userId, new Date(joinedAt)]);
  return { id: userId, email };
}

/** Three packages of Ada's own, and one of her organisation's: starter packages under other names. */
export async function publishAdas(ada: Somebody, now: Date): Promise<void> {
  const [known] = await query("SELECT 1 FROM organizations WHERE slug = 'traffic-atelier'");
  if (known === undefined) {
    await createOrganization({ userId: ada.id, request: { slug: "traffic-atelier", name: "Atelier" }, now });
  }
  const [user] = await query<{ id: string; handle: string }>("SELECT id, handle FROM users WHERE id = $1", [ada.id]);
  if (user === undefined) throw new Error("Ada has no account");
  for (const name of [...ADAS, ...GROUPS]) {
    for await (const reading of readFolder(inProject("prisma", "seed", "packages", name))) {
      if ("refusal" in reading) throw reading.refusal;
      const scope = GROUPS.includes(name) ? "traffic-atelier" : user.handle;
      await publishInTurn({ publisher: { ...user, isBuiltIn: false }, source: { ...reading.source, scope } });
    }
  }
}

/** What there is to run, Ada's first: the nearer the front, the more it is used. */
export function listPackages(ada: Somebody): Promise<Listed[]> {
  return query<Listed>(
    `SELECT p.id, v.id AS "versionId", v.prompt_tokens AS tokens,
      (SELECT coalesce(json_agg(json_build_object('id', s.id, 'input', s.input)), '[]') FROM suggested_inputs s
        WHERE s.package_id = p.id) AS suggested
    FROM packages p CROSS JOIN LATERAL (SELECT id, prompt_tokens FROM package_versions
      WHERE package_id = p.id ORDER BY created_at DESC, id DESC LIMIT 1) AS v
    WHERE p.subtype IN ('skill', 'agent', 'rule', 'prompt', 'chatmode') AND p.visibility = 'public'
    ORDER BY package_managed(p, $1) DESC, md5(p.name)`,
    [ada.id],
  );
}

import type { Pool } from "pg";
import { randomFrom } from "@/local/random";
import { settleParameter, startParameter } from "@/tests/support/ledger-database";
import { PAID_GRANT, purchaseIdOf } from "@/tests/support/paid-grant";
import { idFrom } from "./random";

/** What a movement needs to be the same again in any process. */
export type World = { seed: number; users: string[]; organization: string; start: number; stepMs: number };

/** What came of one movement: calls of the ledger it took, and the credits that its run was charged. */
export type Outcome = { calls: number; charged: number };

const RUN_CREDITS = 6;
const LEASE_MS = 5 * 60_000;
/** Share of movements that concern the first user, whom all clients fight over. */
const HOT_SHARE = 0.05;

const iso = (instant: number): string => new Date(instant).toISOString();
const purchaseKey = (seed: number, number: number): string => `stripe:pi:${seed}-${number}:grant`;

/** Refusals that are right answers in a storm: no such grant yet, too few credits, already done otherwise. */
const REFUSALS = new Set(["23503", "PR002"]);

/** Makes the movement of this number; made again, by whomever, it changes nothing more and answers the same. */
export async function makeMovement(pool: Pool, world: World, number: number): Promise<Outcome> {
  const random = randomFrom(world.seed ^ Math.imul(number, 0x85ebca6b));
  const now = world.start + number * world.stepMs;
  const user = world.users[random() < HOT_SHARE ? 0 : Math.floor(random() * world.users.length)] ?? "";
  const kind = random();
  try {
    if (kind < 0.62) return await run(pool, world, { number, now, user, random });
    await pool.query(...statementOf(kind, world, { number, now, user, random }));
  } catch (error) {
    if (!REFUSALS.has((error as { code?: string }).code ?? "")) throw error;
  }
  return { calls: 1, charged: 0 };
}

type Movement = { number: number; now: number; user: string; random: () => number };

async function run(pool: Pool, world: World, { number, now, user, random }: Movement): Promise<Outcome> {
  const lanes = random() < 0.15 ? 3 : 1;
  const runs = Array.from({ length: lanes }, (_, lane) => ({
    runId: idFrom(world.seed, number * 4 + lane),
    amount: 1 + Math.floor(random() * RUN_CREDITS),
  }));
  const charges = runs.map(({ amount }) => (random() < 0.2 ? 0 : 1 + Math.floor(random() * amount)));
  const isLost = random() < 0.05; // its process dies: the sweeper ends it
  const { rows } = await pool.query<{ result: { outcome: string } }>("SELECT start_runs($1) AS result", [
    startParameter(now, user, runs, now + LEASE_MS),
  ]);
  const outcome = rows[0]?.result.outcome;
  if ((outcome !== "started" && outcome !== "joined") || isLost) return { calls: 1, charged: 0 };
  let charged = 0;
  for (const [lane, { runId }] of runs.entries()) {
    const settled = await pool.query<{ result: { charged: number } }>("SELECT settle_run($1) AS result", [
      settleParameter(now + 1, runId, charges[lane] ?? 0),
    ]);
    charged += settled.rows[0]?.result.charged ?? 0;
  }
  return { calls: 1 + runs.length, charged };
}

function statementOf(kind: number, world: World, movement: Movement): [string, unknown[]] {
  const { seed } = world;
  const { number, now, user, random } = movement;
  if (kind < 0.72) {
    const key = purchaseKey(seed, number);
    return [PAID_GRANT, [iso(now), user, 20, key, purchaseIdOf(key)]];
  }
  if (kind < 0.8) {
    // Of any movement before: where that was a purchase, some of it goes back or comes again.
    const ref = purchaseKey(seed, Math.max(0, number - Math.floor(random() * 3_000)));
    const type = random() < 0.5 ? "refund" : "dispute";
    return ["SELECT ledger_clawback($1, $2, $3, $4, 'Went back')", [iso(now), ref, type, Math.floor(random() * 21)]];
  }
  if (kind < 0.85) {
    const amount = random() < 0.5 ? 5 : -5;
    return [
      "SELECT ledger_adjust($1, $2, $3, $4, 'Chaos', NULL)",
      [iso(now), user, amount, `adjust:${seed}:${number}`],
    ];
  }
  if (kind < 0.87) {
    const from = now - Math.floor(random() * 2) * 3 * 86_400_000;
    return [
      "SELECT ledger_grant_month($1, $2, $3, $4, $5)",
      [iso(now), user, `${seed}-${number}`, iso(from), iso(from + 30 * 86_400_000)],
    ];
  }
  if (kind < 0.9) {
    return [
      "INSERT INTO organization_members (organization_id, user_id, joined_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
      [world.organization, user, iso(now)],
    ];
  }
  if (kind < 0.91) {
    return [
      `WITH instant AS (SELECT set_config('app.now', $3, true))
      DELETE FROM organization_members USING instant WHERE organization_id = $1 AND user_id = $2`,
      [world.organization, user, iso(now)],
    ];
  }
  if (kind < 0.94) return ["SELECT sweep_runs($1, NULL, 20)", [iso(now)]];
  if (kind < 0.96) return ["SELECT ledger_apply_all_due($1, 20)", [iso(now)]];
  return ["SELECT credit_summary($1, $2)", [iso(now), user]];
}

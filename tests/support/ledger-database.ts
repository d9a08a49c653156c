import { Pool } from "pg";
import { newId } from "@/lib/id";
import { PAID_GRANT, purchaseIdOf } from "./paid-grant";

/** The ledger's functions as the product calls them, over one connection, with the instant given by the test. */
export type LedgerDatabase = Awaited<ReturnType<typeof connectLedger>>;

const at = (instant: number): string => new Date(instant).toISOString();
const HOUR = 3_600_000;

export type Stored = {
  wallet: {
    balance: number;
    held: number;
    debt: number;
    seq: number;
    monthly: number;
    rollover: number;
    trial: number;
    purchased: number;
  };
  lots: {
    id: string;
    kind: string;
    granted: number;
    remaining: number;
    held: number;
    source_ref: string;
    expires_at: string | null;
    closed_at: string | null;
  }[];
  entries: {
    seq: number;
    type: string;
    amount: number;
    balance_after: number;
    natural_key: string;
    lots: { lotId: string; kind: string; amount: number }[];
  }[];
  holds: { run_id: string; amount: number; state: string; pins: { lotId: string; amount: number }[] }[];
};

export async function connectLedger(url: string) {
  const client = new Pool({ connectionString: url, max: 1 });
  client.on("error", () => {}); // still closing when its database is dropped
  const one = async <Value>(text: string, values: unknown[] = []): Promise<Value> => {
    const { rows } = await client.query<{ value: Value }>(text, values);
    const [row] = rows;
    if (row === undefined) throw new Error(`no row: ${text}`);
    return row.value;
  };
  const run = async (text: string, values: unknown[] = []): Promise<void> => {
    await client.query(text, values);
  };
  return {
    one,
    run,
    end: () => client.end(),

    /** A new account with its trial credits; again for the same id changes nothing. */
    async signUp(now: number, id = newId()): Promise<string> {
      const email = `${id}@example.com`;
      const handle = `u${id.replaceAll("-", "").slice(0, 30)}`;
      const parameter = { now: at(now), id, email, name: null, image: null, provider: null, handle, claims: [] };
      return (await one<{ userId: string }>("SELECT sign_up($1) AS value", [parameter])).userId;
    },
    /** A paid purchase and its grant; the same key again is the same purchase. */
    async purchase(now: number, user: string, key: string, amount: number): Promise<boolean> {
      return one<boolean>(PAID_GRANT, [at(now), user, amount, key, purchaseIdOf(key)]);
    },
    invoice: (now: number, user: string, invoice: string, from: number, until: number) =>
      one<boolean>("SELECT ledger_grant_month($1, $2, $3, $4, $5) AS value", [
        at(now),
        user,
        invoice,
        at(from),
        at(until),
      ]),
    clawback: (now: number, ref: string, type: string, target: number) =>
      one<{ taken: number; debt: number }>("SELECT ledger_clawback($1, $2, $3, $4, 'Money went back') AS value", [
        at(now),
        ref,
        type,
        target,
      ]),
    adjust: (now: number, user: string, amount: number, key: string, reason = "Asked for") =>
      one<boolean>("SELECT ledger_adjust($1, $2, $3, $4, $5, NULL) AS value", [at(now), user, amount, key, reason]),
    apply: (now: number, user: string) => one<number>("SELECT ledger_apply_due($1, $2) AS value", [at(now), user]),
    /** Wallets brought up to date in one chunk. */
    applyAll: async (now: number, limit = 1_000): Promise<number> =>
      (await one<{ wallets: number }>("SELECT ledger_apply_all_due($1, $2) AS value", [at(now), limit])).wallets,
    summary: <Summary>(now: number, user: string) =>
      one<Summary>("SELECT credit_summary($1, $2) AS value", [at(now), user]),

    /** Starts runs of these amounts in a session of their own, all or none. */
    startRuns: (now: number, user: string, runs: readonly { runId: string; amount: number }[], leaseUntil: number) =>
      one<{ outcome: string; available?: number; required?: number; debt?: number }>("SELECT start_runs($1) AS value", [
        startParameter(now, user, runs, leaseUntil),
      ]),
    settle: (now: number, runId: string, charge: number) =>
      one<{ settled: boolean; charged: number; available: number }>("SELECT settle_run($1) AS value", [
        settleParameter(now, runId, charge),
      ]),
    sweep: (now: number, user: string | null, limit = 100) =>
      one<number>("SELECT sweep_runs($1, $2, $3) AS value", [at(now), user, limit]),

    async makeOrganization(now: number, verified = false): Promise<string> {
      const id = newId();
      await run("INSERT INTO organizations (id, slug, name, verified_at, created_at) VALUES ($1, $2, 'Org', $3, $4)", [
        id,
        `o-${id}`,
        verified ? at(now) : null,
        at(now),
      ]);
      return id;
    },
    join: (now: number, user: string, organization: string) =>
      run("INSERT INTO organization_members (organization_id, user_id, joined_at) VALUES ($1, $2, $3)", [
        organization,
        user,
        at(now),
      ]),
    async leave(now: number, user: string, organization: string): Promise<void> {
      await run("SELECT set_config('app.now', $1, false)", [at(now)]);
      await run("DELETE FROM organization_members WHERE organization_id = $1 AND user_id = $2", [organization, user]);
    },
    async verify(now: number, organization: string, is: boolean): Promise<void> {
      await run("SELECT set_config('app.now', $1, false)", [at(now)]);
      await run("UPDATE organizations SET verified_at = $2 WHERE id = $1", [organization, is ? at(now) : null]);
    },
    subscribe: (now: number, user: string) =>
      run("INSERT INTO subscriptions (id, user_id, status, started_at) VALUES ($1, $2, 'active', $3)", [
        newId(),
        user,
        at(now),
      ]),
    unsubscribe: (now: number, user: string) =>
      run("UPDATE subscriptions SET status = 'canceled', ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL", [
        user,
        at(now),
      ]),

    /** All that is stored of a user's credits. */
    stored: (user: string) => one<Stored>(STORED, [user]),
  };
}

const STORED = `SELECT jsonb_build_object('wallet', to_jsonb(w),
  'lots', (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY created_at, priority, id), '[]')
    FROM playground_credit_lots l WHERE l.user_id = w.user_id),
  'entries', (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY seq), '[]')
    FROM playground_credit_transactions t WHERE t.user_id = w.user_id),
  'holds', (SELECT coalesce(jsonb_agg(to_jsonb(h) ORDER BY run_id), '[]')
    FROM playground_credit_holds h WHERE h.user_id = w.user_id)) AS value
  FROM playground_credits w WHERE w.user_id = $1`;

/** The parameter of start_runs, for runs of which only the money matters. */
export function startParameter(
  now: number,
  user: string,
  runs: readonly { runId: string; amount: number }[],
  leaseUntil = now + HOUR,
) {
  return {
    now: at(now),
    userId: user,
    leaseUntil: at(leaseUntil),
    idempotencyKey: runs[0]?.runId ?? null,
    requestHash: "hash",
    perMinute: 1_000_000,
    inFlight: 1_000_000,
    session: { id: newId(), title: "A run", saved: false, isNew: true },
    runs: runs.map(({ runId, amount }, lane) => ({
      id: runId,
      lane,
      comparison_id: runs.length > 1 ? runs[0]?.runId : null,
      model: "sonnet",
      provider_model: "claude-sonnet",
      user_input: "Hello",
      max_tokens: 1_000,
      prompt_tokens: 10,
      credits_quoted: amount,
      max_cost_micro_usd: 1_000,
      price_date: "2026-01-01",
    })),
  };
}

/** The parameter of settle_run for a run that succeeded at this charge, or failed when it is nothing. */
export function settleParameter(now: number, runId: string, charge: number) {
  return {
    now: at(now),
    runId,
    status: charge > 0 ? "succeeded" : "failed",
    errorCode: charge > 0 ? null : "internal",
    stopReason: charge > 0 ? "end_turn" : null,
    response: "",
    charge,
    goodwillMicroUsd: null,
    costMicroUsd: 0,
    usage: null,
    usageEstimated: false,
    inputTokens: 10,
    outputTokens: 10,
    thinkingTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    reason: null,
  };
}

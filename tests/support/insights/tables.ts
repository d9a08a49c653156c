import { rows } from "@/tests/support/product";

export type Run = {
  id: string;
  user_id: string;
  session_id: string;
  comparison_id: string | null;
  lane: number;
  package_id: string | null;
  package_version_id: string | null;
  prompt_hash: string | null;
  suggested_input_id: string | null;
  model: string;
  status: string;
  error_code: string | null;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  cost_micro_usd: number;
  duration_ms: number | null;
  created_at: Date;
  finished_at: Date | null;
};
export type Movement = {
  user_id: string;
  type: string;
  amount: number;
  natural_key: string;
  run_id: string | null;
  purchase_id: string | null;
  lots: { lotId: string; amount: number }[];
  occurred_at: Date;
};
export type Lot = { id: string; kind: string; granted: number; source_ref: string; purchase_id: string | null };
export type Purchase = {
  id: string;
  package: string;
  credits: number;
  amount_cents: number;
  tax_cents: number;
  refunded_cents: number;
};
export type Invoice = { id: string; paid_cents: number; tax_cents: number };
export type Pick = { comparison_id: string; user_id: string; winner: number | null; blind: boolean; picked_at: Date };
export type Share = {
  session_id: string;
  user_id: string;
  package_id: string | null;
  views: number;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  taken_down_at: Date | null;
};
export type Session = {
  user_id: string;
  saved: boolean;
  created_at: Date;
  expires_at: Date | null;
  deleted_at: Date | null;
};
export type Use = { suggested_input_id: string; user_id: string; first_used_at: Date };

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
export const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
export const tokensOf = (run: Run): number =>
  run.input_tokens + run.output_tokens + run.cache_read_tokens + run.cache_write_tokens;
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
export const lowerMedian = (numbers: readonly number[]): number | null =>
  [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length / 2) - 1] ?? null;

/** Whoever looks after the packages of a world: the answers of package_managed, and nothing else is taken from SQL. */
export type Managers = ReadonlyMap<string, ReadonlySet<string>>;

/** The raw tables, and what every recount asks of a run. */
export async function readTables(managers: Managers) {
  const runs = await rows<Run>("SELECT * FROM playground_runs");
  const movements = await rows<Movement>("SELECT * FROM playground_credit_transactions");
  const lots = new Map((await rows<Lot>("SELECT * FROM playground_credit_lots")).map((lot) => [lot.id, lot]));
  const purchases = new Map((await rows<Purchase>("SELECT * FROM playground_credit_purchases")).map((p) => [p.id, p]));
  const invoices = new Map((await rows<Invoice>("SELECT * FROM subscription_invoices")).map((i) => [i.id, i]));
  const picks = await rows<Pick>("SELECT * FROM comparison_picks");
  const shares = await rows<Share>("SELECT * FROM playground_shares");
  const sessions = await rows<Session>("SELECT * FROM playground_sessions");
  const uses = await rows<Use>("SELECT * FROM suggested_input_uses");
  const users = await rows<{ created_at: Date }>("SELECT * FROM users");

  const managed = (run: Run, packageId: string) => managers.get(packageId)?.has(run.user_id) === true;
  const ended = (list: readonly Run[]) => list.filter(({ status }) => status !== "running");
  const spendOf = (run: Run) => movements.find(({ natural_key }) => natural_key === `run:${run.id}:capture`);
  const creditsOf = (run: Run) => -(spendOf(run)?.amount ?? 0);
  const count = (list: readonly Run[], status: string) => list.filter((run) => run.status === status).length;
  const days = [
    ...new Set([...runs, ...sessions, ...shares, ...users].map(({ created_at }) => dayOf(created_at))),
  ].sort();

  const counts = (list: readonly Run[]) => ({
    runs: list.length,
    succeeded: count(list, "succeeded"),
    failed: count(list, "failed"),
    stopped: count(list, "stopped"),
    tokens: sum(ended(list).map(tokensOf)),
    creditsSpent: sum(list.map(creditsOf)),
  });

  return {
    managers,
    runs,
    movements,
    lots,
    purchases,
    invoices,
    picks,
    shares,
    sessions,
    uses,
    users,
    managed,
    ended,
    spendOf,
    creditsOf,
    count,
    days,
    counts,
  };
}

export type Tables = Awaited<ReturnType<typeof readTables>>;

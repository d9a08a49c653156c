import { createHash } from "node:crypto";
import { Pool, type PoolClient } from "pg";

/** One hold and its capture, for the n-th run, on a wallet. */
export type Cycle = (client: PoolClient, run: string, wallet: { user: string; lot: string }) => Promise<void>;

type Measure = {
  url: string;
  wallets: number;
  clients: number;
  /** How many of them the database sees at once; the others wait for a connection of the pool. */
  connections: number;
  seconds: number;
  cycle: Cycle;
};

const NOW = "2027-01-10T09:00:00Z";
const LEASE = "2027-01-10T09:01:00Z";
const AMOUNT = 3;
const CHARGE = 2;

/** As Postgres casts an md5 text to a UUID. */
function idOf(text: string): string {
  const hex = createHash("md5").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const nextRun = new Map<string, number>();

/** Cycles a second with this many clients, each doing one after the other. */
export async function cyclesASecond(measure: Measure): Promise<number> {
  const { url, wallets, clients, connections, seconds, cycle } = measure;
  const pool = new Pool({ connectionString: url, max: connections });
  pool.on("error", () => {}); // a connection that is still closing when the server stops
  const end = performance.now() + seconds * 1_000;
  let done = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      const client = await pool.connect();
      const run = (nextRun.get(url) ?? 0) + 1;
      nextRun.set(url, run);
      const wallet = 1 + Math.floor(Math.random() * wallets);
      try {
        await cycle(client, idOf(`run${run}`), { user: idOf(`user${wallet}`), lot: idOf(`lot${wallet}`) });
        done += 1;
      } finally {
        client.release();
      }
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, work));
  const rate = done / ((performance.now() - began) / 1_000);
  await pool.end();
  return rate;
}

/** As the product does it: two unnamed statements, two round trips. */
export const throughFunctions: Cycle = async (client, run, { user }) => {
  const holds = JSON.stringify([{ runId: run, amount: AMOUNT }]);
  await client.query("SELECT ledger_hold($1, $2, $3, $4)", [NOW, user, holds, LEASE]);
  await client.query("SELECT ledger_capture($1, $2, $3, 'Run')", [NOW, run, CHARGE]);
};

const LOCK = { name: "lock", text: "SELECT balance FROM playground_credits WHERE user_id = $1 FOR UPDATE" };
const PIN = { name: "pin", text: `UPDATE playground_credit_lots SET held = held + ${AMOUNT} WHERE id = $1` };
const HOLD = {
  name: "hold",
  text: `INSERT INTO playground_credit_holds (run_id, user_id, amount, pins, lease_until, created_at)
    VALUES ($1, $2, ${AMOUNT}, jsonb_build_array(jsonb_build_object('lotId', $3::uuid, 'kind', 'trial', 'amount',
      ${AMOUNT})), '${LEASE}', '${NOW}')`,
};
const HELD = {
  name: "held",
  text: `UPDATE playground_credits SET held = held + ${AMOUNT}, updated_at = '${NOW}' WHERE user_id = $1`,
};
const SETTLE = {
  name: "settle",
  text: `UPDATE playground_credit_holds SET state = 'captured', captured = ${CHARGE}, settled_at = '${NOW}'
    WHERE run_id = $1`,
};
const DRAW = {
  name: "draw",
  text: `UPDATE playground_credit_lots SET held = held - ${AMOUNT}, remaining = remaining - ${CHARGE} WHERE id = $1`,
};
const SPEND = {
  name: "spend",
  text: `UPDATE playground_credits SET held = held - ${AMOUNT}, balance = balance - ${CHARGE},
      trial = trial - ${CHARGE}, seq = seq + 1, updated_at = '${NOW}'
    WHERE user_id = $1 RETURNING seq, balance`,
};
const ROW = `INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key,
    description, lots, run_id, occurred_at)`;
const WRITE = {
  name: "write",
  text: `${ROW} VALUES (gen_random_uuid(), $1, $2, 'spend', -${CHARGE}, $3, 'run:' || $4::uuid || ':capture', 'Run',
    jsonb_build_array(jsonb_build_object('lotId', $5::uuid, 'kind', 'trial', 'amount', -${CHARGE})), $4, '${NOW}')`,
};

/** As pgbench would: the writes alone, in two transactions of prepared statements. */
export const throughTransactions: Cycle = async (client, run, { user, lot }) => {
  await client.query("BEGIN");
  await client.query({ ...LOCK, values: [user] });
  await client.query({ ...PIN, values: [lot] });
  await client.query({ ...HOLD, values: [run, user, lot] });
  await client.query({ ...HELD, values: [user] });
  await client.query("COMMIT");
  await client.query("BEGIN");
  await client.query({ ...LOCK, values: [user] });
  await client.query({ ...SETTLE, values: [run] });
  await client.query({ ...DRAW, values: [lot] });
  const { rows } = await client.query<{ seq: number; balance: number }>({ ...SPEND, values: [user] });
  const [wallet] = rows;
  await client.query({ ...WRITE, values: [user, wallet?.seq, wallet?.balance, run, lot] });
  await client.query("COMMIT");
};

const ONE_HOLD = {
  name: "one hold",
  text: `WITH held AS (
      UPDATE playground_credits SET held = held + ${AMOUNT}, updated_at = '${NOW}' WHERE user_id = $2 RETURNING user_id
    ), pinned AS (
      UPDATE playground_credit_lots SET held = held + ${AMOUNT} FROM held WHERE id = $3
    )
    INSERT INTO playground_credit_holds (run_id, user_id, amount, pins, lease_until, created_at)
    SELECT $1, user_id, ${AMOUNT}, jsonb_build_array(jsonb_build_object('lotId', $3::uuid, 'kind', 'trial', 'amount',
      ${AMOUNT})), '${LEASE}', '${NOW}' FROM held`,
};
const ONE_CAPTURE = {
  name: "one capture",
  text: `WITH spent AS (
      UPDATE playground_credits SET held = held - ${AMOUNT}, balance = balance - ${CHARGE},
        trial = trial - ${CHARGE}, seq = seq + 1, updated_at = '${NOW}' WHERE user_id = $2 RETURNING *
    ), settled AS (
      UPDATE playground_credit_holds SET state = 'captured', captured = ${CHARGE}, settled_at = '${NOW}'
      FROM spent WHERE run_id = $1
    ), drawn AS (
      UPDATE playground_credit_lots SET held = playground_credit_lots.held - ${AMOUNT}, remaining = remaining - ${CHARGE}
      FROM spent WHERE id = $3
    )
    ${ROW} SELECT gen_random_uuid(), user_id, seq, 'spend', -${CHARGE}, balance, 'run:' || $1::uuid || ':capture', 'Run',
      jsonb_build_array(jsonb_build_object('lotId', $3::uuid, 'kind', 'trial', 'amount', -${CHARGE})), $1, '${NOW}'
    FROM spent`,
};

/** What two round trips could do at most: each half of the writes as one prepared statement, nothing asked. */
export const withoutRoundTrips: Cycle = async (client, run, { user, lot }) => {
  await client.query({ ...ONE_HOLD, values: [run, user, lot] });
  await client.query({ ...ONE_CAPTURE, values: [run, user, lot] });
};

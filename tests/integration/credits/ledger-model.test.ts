import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MONTHLY_CREDITS } from "@/lib/credits/credits";
import { periodStart } from "@/lib/credits/period";
import { newId } from "@/lib/id";
import { connectLedger, type LedgerDatabase, settleParameter, startParameter } from "@/tests/support/ledger-database";
import { LedgerModel } from "@/tests/support/ledger-model";
import { PAID_GRANT } from "@/tests/support/paid-grant";
import { brokenInvariants, startProduct } from "@/tests/support/product";
import { expectSame } from "@/tests/support/same-as-model";

/** TEST_MODEL_RUNS and TEST_MODEL_SEED in the environment: more lives, or a seed again. */
const RUNS = Number(process.env["TEST_MODEL_RUNS"] ?? 300);
const SEED = process.env["TEST_MODEL_SEED"];
const MAX_COMMANDS = 60;

const MINUTE = 60_000;
const DAY = 86_400_000;
const ORGANIZATIONS = 2;

let product: Awaited<ReturnType<typeof startProduct>>;
let ledger: LedgerDatabase;

beforeAll(async () => {
  product = await startProduct();
  ledger = await connectLedger(process.env["DATABASE_URL"] ?? "");
});
afterAll(async () => {
  await ledger.end();
  await product.stop();
});

type Fact = { ref: string; granted: number; again: () => Promise<boolean>; otherwise: () => Promise<unknown> };

/** One user's life in the database beside the same life in the model. */
type Life = {
  user: string;
  now: number;
  organizations: string[];
  facts: Fact[];
  runs: string[];
};

type Act = (model: LedgerModel, life: Life) => Promise<void>;

/** A command: a moment passes, the act happens in both, and both must then say the same. */
function command(name: string, act: Act): fc.AsyncCommand<LedgerModel, Life> {
  return {
    check: () => true,
    run: async (model, life) => {
      life.now += 1;
      await act(model, life);
      expectSame(model, life.user, await ledger.stored(life.user));
    },
    toString: () => name,
  };
}

const pick = <Item>(items: readonly Item[], index: number): Item | undefined => items[index % items.length];

const purchase = (amount: number) =>
  command(`purchase ${amount}`, async (model, life) => {
    const ref = `stripe:pi:${newId()}:grant`;
    const again = () => ledger.purchase(life.now, life.user, ref, amount);
    const otherwise = () => ledger.purchase(life.now, life.user, ref, amount + 1);
    expect(await again()).toBe(true);
    model.purchase(life.now, ref, amount);
    life.facts.push({ ref, granted: amount, again, otherwise });
  });

/** An invoice of the period after the last one, or of one before it that came out of its order. */
const invoice = (earlyOrLateMs: number, skipped: number) =>
  command(`invoice ${earlyOrLateMs} ms from its period's start, ${skipped} skipped`, async (model, life) => {
    const id = newId();
    const from = skipped < 0 ? periodStart(new Date(life.now), skipped).getTime() : life.now + earlyOrLateMs;
    const until = periodStart(new Date(from), 1).getTime();
    const again = () => ledger.invoice(life.now, life.user, id, from, until);
    const otherwise = async () => ledger.invoice(life.now, await ledger.signUp(life.now), id, from, until);
    expect(await again()).toBe(true);
    const ref = `stripe:invoice:${id}:grant`;
    model.invoice(life.now, ref, from, until);
    life.facts.push({ ref, granted: MONTHLY_CREDITS, again, otherwise });
  });

const replay = (index: number) =>
  command(`replay fact ${index}`, async (model, life) => {
    const fact = pick(life.facts, index);
    if (fact === undefined) return;
    await ledger.apply(life.now, life.user);
    model.apply(life.now);
    expect(await fact.again()).toBe(false);
    await expect(fact.otherwise()).rejects.toMatchObject({ code: "PR001" });
  });

const hold = (amounts: readonly number[], leaseMs: number) =>
  command(`hold ${amounts.join("+")}`, async (model, life) => {
    const wanted = amounts.map((amount) => ({ runId: newId(), amount }));
    const { outcome } = await ledger.startRuns(life.now, life.user, wanted, life.now + leaseMs);
    const held = model.hold(life.now, wanted, life.now + leaseMs);
    expect(outcome).toBe(held ? "started" : "insufficient_credits");
    if (held) life.runs.push(...wanted.map((one) => one.runId));
  });

const settle = (index: number, share: number) =>
  command(`settle run ${index} at ${share} of its hold`, async (model, life) => {
    const runId = pick(life.runs, index);
    if (runId === undefined) return;
    const open = model.holds.find((one) => one.runId === runId);
    const charge = Math.round((open?.amount ?? 0) * share);
    const { settled, charged } = await ledger.settle(life.now, runId, charge);
    expect(settled).toBe(open !== undefined);
    if (settled) expect(charged).toBe(model.settle(life.now, runId, charge));
  });

const sweep = command("sweep", async (model, life) => {
  expect(await ledger.sweep(life.now, life.user)).toBe(model.sweep(life.now));
});

const clawback = (index: number, type: "refund" | "dispute", share: number) =>
  command(`${type} of ${share} of fact ${index}`, async (model, life) => {
    const fact = pick(life.facts, index);
    if (fact === undefined) return;
    const target = Math.ceil(fact.granted * share);
    const before = { debt: model.debt };
    model.clawback(life.now, fact.ref, type, target);
    const { debt } = await ledger.clawback(life.now, fact.ref, type, target);
    if (debt > 0) expect(debt).toBe(model.debt - before.debt);
  });

const adjust = (amount: number) =>
  command(`adjust by ${amount}`, async (model, life) => {
    const key = `adjustment:${newId()}`;
    const again = () => ledger.adjust(life.now, life.user, amount, key);
    const otherwise = () => ledger.adjust(life.now, life.user, amount, key, "Another reason");
    await ledger.apply(life.now, life.user);
    if (!model.adjust(life.now, key, amount)) {
      await expect(again()).rejects.toMatchObject({ code: "PR002" });
      return;
    }
    expect(await again()).toBe(true);
    expect(await again()).toBe(false);
    await expect(otherwise()).rejects.toMatchObject({ code: "PR001" });
  });

const membership = (index: number) =>
  command(`join or leave organisation ${index}`, async (model, life) => {
    const organization = life.organizations[index] ?? "";
    if (model.organizations[index]?.joinedAt === null) {
      await ledger.join(life.now, life.user, organization);
      model.joined(life.now, index);
    } else {
      await ledger.leave(life.now, life.user, organization);
      model.left(life.now, index);
    }
  });

const verification = (index: number) =>
  command(`verify organisation ${index}, or no longer`, async (model, life) => {
    const is = model.organizations[index]?.verifiedAt === null;
    await ledger.verify(life.now, life.organizations[index] ?? "", is);
    model.verified(life.now, index, is);
  });

const subscription = command("subscription begins or ends", async (model, life) => {
  if (model.planAt(life.now) === "plus") {
    await ledger.unsubscribe(life.now, life.user);
    model.unsubscribed(life.now);
  } else {
    await ledger.subscribe(life.now, life.user);
    model.subscribed(life.now);
  }
});

const forward = (ms: number) =>
  command(`clock forward ${ms / DAY} days`, async (_model, life) => {
    life.now += ms;
  });

const applyDue = command("apply what is due", async (model, life) => {
  await ledger.apply(life.now, life.user);
  model.apply(life.now);
  expect(await ledger.apply(life.now, life.user)).toBe(0);
});

const read = command("read", async (model, life) => {
  const summary = await ledger.summary<{ rollover: { expiresAt: string | null } }>(life.now, life.user);
  model.apply(life.now);
  const { balance, held, debt, month } = model;
  const carried = model.lots
    .filter((lot) => lot.kind === "rollover" && !lot.closed && lot.remaining > 0)
    .map((lot) => lot.until ?? 0);
  const carriedUntil = carried.length === 0 ? null : Math.min(...carried, month?.until ?? Number.POSITIVE_INFINITY);
  expect(summary).toMatchObject({ balance, held, debt, available: balance - held, plan: model.planAt(life.now) });
  expect(summary).toMatchObject({
    breakdown: {
      monthly: model.ofKind("monthly"),
      rollover: model.ofKind("rollover"),
      trial: model.ofKind("trial"),
      purchased: model.ofKind("purchased"),
    },
    monthly: { allocated: month?.granted ?? 0, remaining: month?.remaining ?? 0 },
  });
  const shown = summary.rollover.expiresAt;
  expect(shown === null ? null : new Date(shown).getTime()).toBe(carriedUntil);
});

const signInAgain = command("sign in again", async (_model, life) => {
  expect(await ledger.signUp(life.now, life.user)).toBe(life.user);
});

/** A movement whose process or connection is lost before it is committed has not happened. */
const lost = (index: number) =>
  command(`a process dies in the middle of movement ${index}`, async (_model, life) => {
    const { user, now, runs, facts } = life;
    const fact = pick(facts, index)?.ref;
    const run = pick(runs, index);
    const movements: ([string, unknown[]] | undefined)[] = [
      [PAID_GRANT, [new Date(now), user, 9, `lost:${index}`, newId()]],
      ["SELECT start_runs($1)", [startParameter(now, user, [{ runId: newId(), amount: 3 }], now + MINUTE)]],
      run === undefined ? undefined : ["SELECT settle_run($1)", [settleParameter(now, run, 1)]],
      fact === undefined ? undefined : ["SELECT ledger_clawback($1, $2, 'refund', 1, 'x')", [new Date(now), fact]],
      ["SELECT ledger_apply_due($1, $2)", [new Date(now), user]],
    ];
    const [text, values] = pick(movements, index) ?? ["SELECT credit_summary($1, $2)", [new Date(now), user]];
    const doomed = new Client({ connectionString: process.env["DATABASE_URL"] });
    doomed.on("error", () => {}); // terminated on purpose
    await doomed.connect();
    const { rows } = await doomed.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    await doomed.query("BEGIN");
    await doomed.query(text, values);
    const gone = new Promise((resolve) => doomed.once("end", resolve)); // after its work was undone
    await ledger.one("SELECT pg_terminate_backend($1) AS value", [rows[0]?.pid]);
    await gone;
  });

const index = fc.nat(20);
const amount = fc.integer({ min: 1, max: 120 });
const share = fc.constantFrom(0, 0.1, 0.25, 0.5, 1, 1);
const span = fc.oneof(
  fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * MINUTE),
  fc.integer({ min: 1, max: 40 }).map((days) => days * DAY),
  fc.constantFrom(59, 90, 100).map((days) => days * DAY),
);
const lease = fc.constantFrom(MINUTE, 5 * MINUTE, 35 * DAY, 70 * DAY);
const commands = fc.commands(
  [
    amount.map(purchase),
    fc.tuple(fc.integer({ min: -2 * DAY, max: DAY }), fc.constantFrom(0, 0, 0, -1, -2)).map((of) => invoice(...of)),
    index.map(replay),
    fc.tuple(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 3 }), lease).map((of) => hold(...of)),
    fc.tuple(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 3 }), lease).map((of) => hold(...of)),
    fc.tuple(index, share).map((of) => settle(...of)),
    fc.tuple(index, share).map((of) => settle(...of)),
    fc.constant(sweep),
    fc.tuple(index, fc.constantFrom("refund", "dispute"), share).map((of) => clawback(...of)),
    fc.tuple(index, fc.constantFrom("refund", "dispute"), share).map((of) => clawback(...of)),
    fc
      .oneof(
        amount,
        amount.map((taken) => -taken),
      )
      .map(adjust),
    fc.nat(ORGANIZATIONS - 1).map(membership),
    fc.nat(ORGANIZATIONS - 1).map(verification),
    fc.constant(subscription),
    span.map(forward),
    span.map(forward),
    fc.constant(applyDue),
    fc.constant(read),
    fc.constant(signInAgain),
    index.map(lost),
  ],
  { maxCommands: MAX_COMMANDS, size: "max" },
);
const anchors = fc.constantFrom(
  "2027-01-31T14:05:00.123Z",
  "2028-02-29T00:00:00Z",
  "2027-12-31T23:59:59.999Z",
  "2026-11-22T12:00:00Z",
);

async function begin(anchor: string): Promise<{ model: LedgerModel; real: Life }> {
  const now = new Date(anchor).getTime();
  const user = await ledger.signUp(now);
  const organizations = await Promise.all(Array.from({ length: ORGANIZATIONS }, () => ledger.makeOrganization(now)));
  return {
    model: new LedgerModel(now, ORGANIZATIONS),
    real: { user, now, organizations, facts: [], runs: [] },
  };
}

test("whatever happens to a wallet, in whatever order, it says the same as a plain list of lots", {
  timeout: 20 * MINUTE,
}, async () => {
  await fc.assert(
    fc.asyncProperty(anchors, commands, async (anchor, acts) => {
      const life = await begin(anchor);
      await fc.asyncModelRun(() => life, acts);
    }),
    { numRuns: RUNS, verbose: 1, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
  );
  expect(await brokenInvariants()).toEqual([]);
});

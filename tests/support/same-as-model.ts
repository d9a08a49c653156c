import { expect } from "vitest";
import type { Stored } from "./ledger-database";
import { type LedgerModel, type ModelLot, sum } from "./ledger-model";

const instant = (text: string | null): number | null => (text === null ? null : new Date(text).getTime());

/** What a stored lot is called in the model, where a rollover is named after its month and not after an id. */
function refOf(stored: Stored, lot: Stored["lots"][number], userId: string): string {
  if (lot.source_ref === `trial:${userId}`) return "trial";
  const month = /^rollover:(.+)$/.exec(lot.source_ref)?.[1];
  if (month !== undefined) {
    const origin = stored.lots.find((one) => one.id === month);
    return `rollover:${origin === undefined ? month : refOf(stored, origin, userId)}`;
  }
  return lot.source_ref.replace(`reset:${userId}:`, "reset:");
}

const shown = ({ ref, kind, granted, remaining, held, until, closed }: ModelLot) =>
  `${ref} ${kind} ${remaining} of ${granted}, ${held} held, until ${until}${closed ? ", closed" : ""}`;

/** Entries, lots, wallet and holds agree with each other; needs no model. */
export function expectSound({ wallet, lots, entries, holds }: Stored): void {
  for (const lot of lots) {
    expect(lot.remaining).toBeGreaterThanOrEqual(lot.held);
    expect(lot.held).toBeGreaterThanOrEqual(0);
    expect(lot.granted).toBeGreaterThanOrEqual(lot.remaining);
  }
  let balance = 0;
  const left = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    balance += entry.amount;
    expect([entry.seq, entry.balance_after]).toEqual([index + 1, balance]);
    expect(sum(entry.lots.map((lot) => lot.amount))).toBe(entry.amount);
    for (const { lotId, amount } of entry.lots) left.set(lotId, (left.get(lotId) ?? 0) + amount);
  }
  expect([wallet.balance, wallet.seq]).toEqual([balance, entries.length]);
  expect(Object.fromEntries(left)).toEqual(Object.fromEntries(lots.map((lot) => [lot.id, lot.remaining])));
  const open = holds.filter((hold) => hold.state === "held");
  expect(wallet.held).toBe(sum(open.map((hold) => hold.amount)));
  expect(wallet.held).toBe(sum(lots.map((lot) => lot.held)));
  expect(new Set(lots.map((lot) => lot.source_ref)).size).toBe(lots.length);
  for (const kind of ["monthly", "rollover", "trial", "purchased"] as const) {
    expect(wallet[kind]).toBe(sum(lots.filter((lot) => lot.kind === kind).map((lot) => lot.remaining)));
  }
}

/** What is stored is sound, and is what the model says. */
export function expectSame(model: LedgerModel, userId: string, stored: Stored): void {
  expectSound(stored);
  const lots = stored.lots.map((lot) =>
    shown({
      ...lot,
      kind: lot.kind as ModelLot["kind"],
      ref: refOf(stored, lot, userId),
      until: instant(lot.expires_at),
      closed: lot.closed_at !== null,
      periodStart: null,
      createdAt: 0,
      expired: 0,
    }),
  );
  expect(lots.sort()).toEqual(model.lots.map(shown).sort());
  expect(stored.entries.map((entry) => [entry.type, entry.amount])).toEqual(
    model.entries.map((entry) => [entry.type, entry.amount]),
  );
  expect(stored.wallet).toMatchObject({ balance: model.balance, held: model.held, debt: model.debt });
  const pinned = (pins: { amount: number }[]) => pins.map((pin) => pin.amount);
  const open = stored.holds.filter((hold) => hold.state === "held");
  expect(open.map((hold) => [hold.run_id, ...pinned(hold.pins)])).toEqual(
    model.holds.map((hold) => [hold.runId, ...pinned(hold.pins)]),
  );
}

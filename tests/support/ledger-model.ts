import { type LotKind, MONTHLY_CREDITS, TRIAL_CREDITS } from "@/lib/credits/credits";
import { periodAt, periodStart } from "@/lib/credits/period";
import { closeMonth } from "@/lib/credits/rollover";

/** What the ledger must do, as a plain list of lots in memory. Instants are milliseconds. */
export type ModelLot = {
  ref: string;
  kind: LotKind;
  granted: number;
  remaining: number;
  held: number;
  periodStart: number | null;
  until: number | null;
  closed: boolean;
  createdAt: number;
  /** What of it expired unused. */
  expired: number;
};
type Draw = { lot: ModelLot; amount: number };
export type Span = { from: number; until: number };
type Hold = { runId: string; amount: number; pins: Draw[]; leaseUntil: number };
type Clawback = {
  ref: string;
  type: "refund" | "dispute";
  target: number;
  taken: Draw[];
  /** What of the target nobody owes, because it expired unused. */
  expired: number;
  moves: number;
};
type Entry = { type: string; amount: number };
type Organization = { verifiedAt: number | null; joinedAt: number | null };

const PRIORITY: Record<LotKind, number> = { monthly: 1, rollover: 2, trial: 3, purchased: 4 };
const FOREVER = Number.POSITIVE_INFINITY;

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const within = ({ from, until }: Span, at: number): boolean => from <= at && at < until;
const freeOf = (lot: ModelLot): number => lot.remaining - lot.held;
const takenBy = (claw: Clawback): number => sum(claw.taken.map((draw) => draw.amount));
const owedFor = (claw: Clawback): number => claw.target - takenBy(claw) - claw.expired;

/** The order in which lots are drawn: by kind, then the earlier end, then the older. */
export function inBurnOrder(lots: readonly ModelLot[]): ModelLot[] {
  return [...lots].sort(
    (a, b) =>
      PRIORITY[a.kind] - PRIORITY[b.kind] ||
      ((a.until ?? FOREVER) === (b.until ?? FOREVER) ? 0 : (a.until ?? FOREVER) - (b.until ?? FOREVER)) ||
      a.createdAt - b.createdAt,
  );
}

/** Splits an amount over places in their order: each gives what it has until the amount is reached. */
export function split(has: readonly number[], amount: number): number[] {
  let left = amount;
  return has.map((here) => {
    const taken = Math.min(here, left);
    left -= taken;
    return taken;
  });
}

/** When the rollover of a month ends: at the end of the period that follows it. */
export function rolloverEnd(from: number | null, until: number): number {
  const afterEnd = periodStart(new Date(until), 1).getTime();
  return from === null ? afterEnd : Math.max(afterEnd, periodStart(new Date(from), 2).getTime());
}

export class LedgerModel {
  lots: ModelLot[] = [];
  entries: Entry[] = [];
  holds: Hold[] = [];
  clawbacks: Clawback[] = [];
  organizations: Organization[] = [];
  memberships: (Span & { organization: number })[] = [];
  subscriptions: Span[] = [];
  grantedUntil: number | null = null;
  readonly anchor: number;

  constructor(anchor: number, organizations = 0) {
    this.anchor = anchor;
    this.organizations = Array.from({ length: organizations }, () => ({ verifiedAt: null, joinedAt: null }));
    this.#grant(anchor, { ref: "trial", kind: "trial", type: "trial", amount: TRIAL_CREDITS });
  }

  get balance(): number {
    return sum(this.lots.map((lot) => lot.remaining));
  }
  get held(): number {
    return sum(this.lots.map((lot) => lot.held));
  }
  get debt(): number {
    return sum(this.clawbacks.map(owedFor));
  }
  get month(): ModelLot | undefined {
    return this.lots.find((lot) => lot.kind === "monthly" && !lot.closed);
  }
  ofKind(kind: LotKind): number {
    return sum(this.lots.filter((lot) => lot.kind === kind).map((lot) => lot.remaining));
  }
  planAt(at: number): "plus" | "organization" | "free" {
    if (this.subscriptions.some((span) => within(span, at))) return "plus";
    return this.memberships.some((span) => within(span, at)) ? "organization" : "free";
  }

  // Time

  /** Ends what has ended and grants what is due, one instant after the other. */
  apply(now: number): void {
    for (;;) {
      const ends = Math.min(FOREVER, ...this.#open().map((lot) => lot.until ?? FOREVER));
      const grant = this.#nextGrant();
      if (ends <= now && ends <= grant) this.#endAt(ends);
      else if (grant <= now) this.#grantOrganizationMonth(grant);
      else return;
    }
  }

  #open(): ModelLot[] {
    return this.lots.filter((lot) => !lot.closed);
  }

  #endAt(at: number): void {
    this.grantedUntil = Math.max(at, this.grantedUntil ?? at);
    const monthEnds = this.month?.until === at;
    const ending = this.#open().filter((lot) => lot.until === at || (monthEnds && lot.kind === "rollover"));
    for (const lot of this.#rolloverFirst(ending)) this.#close(at, lot, rolloverEnd(lot.periodStart, lot.until ?? at));
  }

  #rolloverFirst(lots: ModelLot[]): ModelLot[] {
    return lots.sort((a, b) => b.kind.localeCompare(a.kind) || a.createdAt - b.createdAt);
  }

  #close(at: number, lot: ModelLot, carriedUntil: number): void {
    const { carried, expired } =
      lot.kind === "monthly" ? closeMonth(freeOf(lot)) : { carried: 0, expired: freeOf(lot) };
    lot.remaining -= carried + expired;
    lot.expired += expired;
    lot.closed = true;
    this.#write("rollover", -carried);
    this.#write("expire", -expired);
    if (carried === 0) return;
    const rollover = { ref: `rollover:${lot.ref}`, kind: "rollover", type: "rollover", amount: carried } as const;
    this.#grant(at, { ...rollover, until: carriedUntil, periodStart: at });
  }

  /** The first instant at which a month of an organisation can begin; any instant before it cannot. */
  #nextGrant(): number {
    const instants = [
      ...this.memberships.map((span) => span.from),
      ...this.subscriptions.map((span) => span.until),
      this.grantedUntil ?? FOREVER,
      this.month?.until ?? FOREVER,
    ];
    const possible = instants.filter(
      (at) =>
        at < FOREVER &&
        at >= (this.grantedUntil ?? 0) &&
        at >= (this.month?.until ?? 0) &&
        this.memberships.some((span) => within(span, at)) &&
        !this.subscriptions.some((span) => within(span, at)),
    );
    return Math.min(FOREVER, ...possible);
  }

  #grantOrganizationMonth(at: number): void {
    const { start, end } = periodAt(new Date(this.anchor), new Date(at));
    const until = end.getTime();
    this.#grant(at, {
      ref: `reset:${start.toISOString()}`,
      kind: "monthly",
      type: "monthly",
      amount: MONTHLY_CREDITS,
      until,
      periodStart: start.getTime(),
    });
    this.grantedUntil = until;
  }

  #write(type: string, amount: number): void {
    if (amount !== 0) this.entries.push({ type, amount });
  }

  #grant(
    at: number,
    grant: {
      ref: string;
      kind: LotKind;
      type: string;
      amount: number;
      until?: number;
      periodStart?: number;
    },
  ): ModelLot {
    const { ref, kind, type, amount, until = null, periodStart: from = null } = grant;
    const lot = {
      ref,
      kind,
      granted: amount,
      remaining: amount,
      held: 0,
      periodStart: from,
      until,
      closed: false,
      createdAt: at,
      expired: 0,
    };
    this.lots.push(lot);
    this.#write(type, amount);
    return lot;
  }

  // Facts

  purchase(at: number, ref: string, amount: number): void {
    this.#payDebt(this.#grant(at, { ref, kind: "purchased", type: "purchase", amount }));
  }

  invoice(at: number, ref: string, from: number, until: number): void {
    this.apply(at);
    const grant = { ref, type: "monthly", amount: MONTHLY_CREDITS, periodStart: from };
    const month = this.month;
    if (until <= at || until <= (month?.periodStart ?? Number.NEGATIVE_INFINITY)) {
      const carriedUntil = rolloverEnd(from, until);
      const older = this.#open().filter((lot) => lot.kind === "rollover" && (lot.until ?? 0) <= carriedUntil);
      for (const lot of this.#rolloverFirst(older)) this.#close(at, lot, carriedUntil);
      this.#payDebt(this.#grant(at, { ...grant, kind: "rollover", until: carriedUntil }));
    } else {
      const older = month === undefined ? [] : this.#open().filter((lot) => lot.until !== null);
      for (const lot of this.#rolloverFirst(older)) this.#close(at, lot, until);
      this.#payDebt(this.#grant(at, { ...grant, kind: "monthly", until }));
    }
    this.apply(at);
  }

  /** False when fewer credits are free. A refused statement is undone whole, so bring the wallet up to date before. */
  adjust(at: number, ref: string, amount: number): boolean {
    this.apply(at);
    if (amount > 0) {
      this.#payDebt(this.#grant(at, { ref, kind: "trial", type: "adjustment", amount }));
      return true;
    }
    const lots = inBurnOrder(this.#open());
    const shares = split(lots.map(freeOf), -amount);
    if (sum(shares) < -amount) return false;
    for (const [index, lot] of lots.entries()) lot.remaining -= shares[index] ?? 0;
    this.#write("adjustment", amount);
    return true;
  }

  // Runs

  hold(at: number, wanted: readonly { runId: string; amount: number }[], leaseUntil: number): boolean {
    this.sweep(at);
    this.apply(at);
    this.#payDebt();
    const lots = inBurnOrder(this.#open());
    const required = sum(wanted.map((one) => one.amount));
    if (this.debt > 0 || sum(lots.map(freeOf)) < required) return false;
    for (const { runId, amount } of wanted) {
      const shares = split(lots.map(freeOf), amount);
      const pins = lots.map((lot, index) => ({ lot, amount: shares[index] ?? 0 })).filter((pin) => pin.amount > 0);
      for (const pin of pins) pin.lot.held += pin.amount;
      this.holds.push({ runId, amount, pins, leaseUntil });
    }
    return true;
  }

  /** What was taken: nothing when the hold had ended. */
  settle(at: number, runId: string, amount: number): number {
    const hold = this.holds.find((one) => one.runId === runId);
    if (hold === undefined) return 0;
    this.apply(at);
    this.holds = this.holds.filter((one) => one !== hold);
    const shares = split(
      hold.pins.map((pin) => pin.amount),
      amount,
    );
    let late = 0;
    for (const [index, pin] of hold.pins.entries()) {
      const taken = shares[index] ?? 0;
      pin.lot.held -= pin.amount;
      pin.lot.remaining -= pin.lot.closed ? pin.amount : taken;
      if (!pin.lot.closed) continue;
      late += pin.amount - taken;
      pin.lot.expired += pin.amount - taken;
    }
    this.#write("spend", -amount);
    this.#write("expire", -late);
    this.#payDebt();
    return amount;
  }

  sweep(at: number): number {
    const lost = this.holds.filter((hold) => hold.leaseUntil < at);
    for (const hold of lost) this.settle(at, hold.runId, 0);
    return lost.length;
  }

  // Money that goes back

  clawback(at: number, ref: string, type: Clawback["type"], target: number): void {
    this.apply(at);
    let claw = this.clawbacks.find((one) => one.ref === ref);
    if (claw === undefined) {
      claw = { ref, type, target: 0, taken: [], expired: 0, moves: 0 };
      this.clawbacks.push(claw);
    }
    if (target > claw.target) {
      Object.assign(claw, { target, type });
      this.#collect(claw, false);
      this.#countExpired(claw);
    } else if (target < claw.target) {
      const taken = takenBy(claw);
      claw.target = target;
      claw.expired = Math.max(0, Math.min(claw.expired, target - taken));
      if (taken > target) {
        this.#giveBack(at, claw, type);
        this.#payDebt();
      }
    }
    const month = this.month;
    if (month?.ref !== ref || target < month.granted) return;
    month.closed = true;
    this.grantedUntil = Math.max(at, this.grantedUntil ?? at);
    this.apply(at);
  }

  /** The lots of a grant: its own, what was rolled over from it, what was given back of it. */
  #lotsOf(ref: string): ModelLot[] {
    const returned = `${ref.replace(/:grant$/, "")}:returned:`;
    return this.lots.filter((lot) => lot.ref === ref || lot.ref === `rollover:${ref}` || lot.ref.startsWith(returned));
  }

  #collect(claw: Clawback, paysDebt: boolean, granted?: ModelLot): void {
    const [own, ...others] = this.#lotsOf(claw.ref);
    const place = (lot: ModelLot) => (lot === own ? 0 : others.includes(lot) ? 1 : 2);
    const takesPurchased = paysDebt || own?.kind === "purchased";
    const lots = this.#open()
      .filter((lot) => place(lot) < 2 || lot === granted || (lot.kind === "purchased" && takesPurchased))
      .sort((a, b) => place(a) - place(b) || a.createdAt - b.createdAt);
    const shares = split(lots.map(freeOf), owedFor(claw));
    for (const [index, lot] of lots.entries()) {
      const amount = shares[index] ?? 0;
      lot.remaining -= amount;
      if (amount > 0) claw.taken.push({ lot, amount });
    }
    if (sum(shares) > 0) claw.moves += 1;
    this.#write(claw.type, -sum(shares));
  }

  #countExpired(claw: Clawback): void {
    const expired = sum(this.#lotsOf(claw.ref).map((lot) => lot.expired));
    claw.expired = Math.max(claw.expired, Math.min(expired, claw.target - takenBy(claw)));
  }

  /** Gives back what was taken above the target, the last first; what was of an ended month lasts another one. */
  #giveBack(at: number, claw: Clawback, type: Clawback["type"]): void {
    const last = claw.taken.toReversed();
    const taken = last.map((draw) => draw.amount);
    const shares = split(taken, sum(taken) - claw.target);
    let returned = 0;
    for (const [index, draw] of last.entries()) {
      const back = shares[index] ?? 0;
      draw.amount -= back;
      if (draw.lot.closed) returned += back;
      else draw.lot.remaining += back;
    }
    claw.taken = claw.taken.filter((draw) => draw.amount > 0);
    claw.moves += 1;
    this.#write(type, sum(shares) - returned);
    if (returned === 0) return;
    const ref = `${claw.ref.replace(/:grant$/, "")}:returned:${claw.moves}`;
    const until = periodStart(new Date(at), 1).getTime();
    this.#grant(at, { ref, kind: "rollover", type, amount: returned, until, periodStart: at });
  }

  /** Of what is owed for each clawback, the oldest first, nobody owes what expired; the rest is paid. */
  #payDebt(granted?: ModelLot): void {
    for (const claw of this.clawbacks.filter((one) => owedFor(one) > 0)) {
      this.#countExpired(claw);
      this.#collect(claw, true, granted);
    }
  }

  // Plans

  joined(at: number, organization: number): void {
    this.#organization(organization).joinedAt = at;
    this.#follow(at, organization);
  }
  left(at: number, organization: number): void {
    this.#organization(organization).joinedAt = null;
    this.#follow(at, organization);
  }
  verified(at: number, organization: number, is: boolean): void {
    this.#organization(organization).verifiedAt = is ? at : null;
    this.#follow(at, organization);
  }
  subscribed(at: number): void {
    this.subscriptions.push({ from: at, until: FOREVER });
  }
  unsubscribed(at: number): void {
    for (const span of this.subscriptions) span.until = Math.min(span.until, at);
  }

  #organization(index: number): Organization {
    const organization = this.organizations[index];
    if (organization === undefined) throw new Error(`no organisation ${index}`);
    return organization;
  }

  #follow(at: number, organization: number): void {
    const { joinedAt, verifiedAt } = this.#organization(organization);
    const open = this.memberships.find((span) => span.organization === organization && span.until === FOREVER);
    const counts = joinedAt !== null && verifiedAt !== null;
    if (open !== undefined && !counts) open.until = at;
    if (open === undefined && counts) this.memberships.push({ organization, from: at, until: FOREVER });
  }
}

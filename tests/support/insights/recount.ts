import { groupBy } from "@/lib/insights/group-by";
import { rows } from "@/tests/support/product";
import type { Copy } from "./live";

type Run = {
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
type Movement = {
  user_id: string;
  type: string;
  amount: number;
  natural_key: string;
  run_id: string | null;
  purchase_id: string | null;
  lots: { lotId: string; amount: number }[];
  occurred_at: Date;
};
type Lot = { id: string; kind: string; granted: number; source_ref: string; purchase_id: string | null };
type Purchase = {
  id: string;
  package: string;
  credits: number;
  amount_cents: number;
  tax_cents: number;
  refunded_cents: number;
};
type Invoice = { id: string; paid_cents: number; tax_cents: number };
type Pick = { comparison_id: string; user_id: string; winner: number | null; blind: boolean; picked_at: Date };
type Share = { session_id: string; user_id: string; package_id: string | null; views: number; created_at: Date };
type Use = { suggested_input_id: string; user_id: string; first_used_at: Date };

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const tokensOf = (run: Run): number =>
  run.input_tokens + run.output_tokens + run.cache_read_tokens + run.cache_write_tokens;
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const lowerMedian = (numbers: readonly number[]): number | null =>
  [...numbers].sort((a, b) => a - b)[Math.ceil(numbers.length / 2) - 1] ?? null;

/** Whoever looks after the packages of a world: the answers of package_managed, and nothing else is taken from SQL. */
type Managers = ReadonlyMap<string, ReadonlySet<string>>;

/** The raw tables, and every figure counted from them with plain loops; copies from all that were tried. */
export async function readRaw(managers: Managers, copies: readonly Copy[]) {
  const runs = await rows<Run>("SELECT * FROM playground_runs");
  const movements = await rows<Movement>("SELECT * FROM playground_credit_transactions");
  const lots = new Map((await rows<Lot>("SELECT * FROM playground_credit_lots")).map((lot) => [lot.id, lot]));
  const purchases = new Map((await rows<Purchase>("SELECT * FROM playground_credit_purchases")).map((p) => [p.id, p]));
  const invoices = new Map((await rows<Invoice>("SELECT * FROM subscription_invoices")).map((i) => [i.id, i]));
  const picks = await rows<Pick>("SELECT * FROM comparison_picks");
  const shares = await rows<Share>("SELECT * FROM playground_shares");
  const sessions = await rows<{ created_at: Date }>("SELECT * FROM playground_sessions");
  const uses = await rows<Use>("SELECT * FROM suggested_input_uses");

  const managed = (run: Run, packageId: string) => managers.get(packageId)?.has(run.user_id) === true;
  const ended = (list: readonly Run[]) => list.filter(({ status }) => status !== "running");
  const spendOf = (run: Run) => movements.find(({ natural_key }) => natural_key === `run:${run.id}:capture`);
  const creditsOf = (run: Run) => -(spendOf(run)?.amount ?? 0);
  const count = (list: readonly Run[], status: string) => list.filter((run) => run.status === status).length;
  const days = [...new Set([...runs, ...sessions, ...shares].map(({ created_at }) => dayOf(created_at)))].sort();

  const counts = (list: readonly Run[]) => ({
    runs: list.length,
    succeeded: count(list, "succeeded"),
    failed: count(list, "failed"),
    stopped: count(list, "stopped"),
    tokens: sum(ended(list).map(tokensOf)),
    creditsSpent: sum(list.map(creditsOf)),
  });

  function usage(user: string) {
    const own = runs.filter((run) => run.user_id === user);
    const done = ended(own);
    const groups = <Key>(keyOf: (run: Run) => Key) =>
      new Map([...groupBy(own, keyOf)].map(([key, list]) => [key, counts(list)] as const));
    return {
      ...counts(own),
      running: own.length - done.length,
      successRate: ratio(count(own, "succeeded"), done.length),
      averageCredits: ratio(sum(own.map(creditsOf)), done.length),
      byDay: groups((run) => dayOf(run.created_at)),
      byModel: groups(({ model }) => model),
      byPackage: groups(({ package_id }) => package_id),
      shared: new Set(shares.filter(({ user_id }) => user_id === user).map(({ session_id }) => session_id)).size,
      views: sum(shares.filter(({ user_id }) => user_id === user).map(({ views }) => views)),
    };
  }

  const sums = (list: readonly Run[]) => {
    const answered = list.filter(({ status }) => status === "succeeded");
    return {
      runs: list.length,
      succeeded: answered.length,
      failed: count(list, "failed"),
      credits: sum(list.map(creditsOf)),
      successRate: ratio(answered.length, list.length),
      medianCredits: lowerMedian(answered.map(creditsOf)),
      medianTimeMs: lowerMedian(answered.flatMap(({ duration_ms }) => duration_ms ?? [])),
    };
  };
  const peopleOf = (list: readonly Run[]) => {
    const byUser = [...groupBy(list, ({ user_id }) => user_id).values()];
    const back = byUser.filter((own) => new Set(own.map((run) => dayOf(run.created_at))).size > 1);
    return { people: byUser.length, returned: back.length, repeatRate: ratio(back.length, byUser.length) };
  };

  /** Of the lanes of a comparison at a moment, the newest try of each that had answered. */
  function answeredAt(comparison: string, at: Date): Run[] {
    const tries = runs.filter((run) => run.comparison_id === comparison && run.created_at <= at);
    const newest = [...groupBy(tries, ({ lane }) => lane).values()].flatMap(
      (lane) => lane.sort((a, b) => +b.created_at - +a.created_at)[0] ?? [],
    );
    return newest.filter(({ status }) => status === "succeeded" || status === "stopped");
  }
  const isBaseline = (run: Run) => run.package_id === null && run.prompt_hash === null;
  /** How a package, or a version of it, did in one blind pick; nothing when that says nothing of it. */
  function resultOf(pick: Pick, isOfIt: (run: Run) => boolean): "wins" | "losses" | "ties" | null {
    const lanes = answeredAt(pick.comparison_id, pick.picked_at);
    if (!lanes.some(isBaseline) || !lanes.some(isOfIt)) return null;
    if (pick.winner === null) return "ties";
    const best = lanes.find(({ lane }) => lane === pick.winner);
    if (best === undefined) return null;
    if (isOfIt(best)) return "wins";
    return isBaseline(best) ? "losses" : null;
  }
  function againstNoPrompt(packageId: string, isOfIt: (run: Run) => boolean) {
    const results = { wins: 0, losses: 0, ties: 0 };
    for (const pick of picks.filter(({ blind, user_id }) => blind && !managers.get(packageId)?.has(user_id))) {
      const result = resultOf(pick, isOfIt);
      if (result !== null) results[result] += 1;
    }
    return results;
  }

  function packageFigures(packageId: string) {
    const all = ended(runs).filter((run) => run.package_id === packageId);
    const others = all.filter((run) => !managed(run, packageId));
    const baseline = ended(runs).filter(
      (run) =>
        isBaseline(run) &&
        run.comparison_id !== null &&
        !managed(run, packageId) &&
        runs.some((beside) => beside.comparison_id === run.comparison_id && beside.package_id === packageId),
    );
    const own = all.filter((run) => managed(run, packageId));
    const taken = new Map<string, Copy>();
    for (const copy of copies.filter((each) => each.packageId === packageId)) {
      const key = `${copy.versionId} ${copy.userId} ${dayOf(copy.at)}`;
      if (!managers.get(packageId)?.has(copy.userId) && !taken.has(key)) taken.set(key, copy);
    }
    const installs = [...taken.values()];
    const versionsSeen = new Set([...others.map((run) => run.package_version_id), ...installs.map((c) => c.versionId)]);
    const ofPackage = shares.filter(({ package_id }) => package_id === packageId);
    return {
      ...sums(others),
      ...peopleOf(others),
      managers: sums(own),
      baseline: sums(baseline),
      installs: installs.length,
      installsByWay: new Map(
        [...groupBy(installs, ({ way, tool }) => `${way} ${tool}`)].map(([key, list]) => [key, list.length]),
      ),
      onDay: (day: string) => ({
        runs: others.filter((run) => dayOf(run.created_at) === day).length,
        managersRuns: own.filter((run) => dayOf(run.created_at) === day).length,
        baselineRuns: baseline.filter((run) => dayOf(run.created_at) === day).length,
        installs: installs.filter(({ at }) => dayOf(at) === day).length,
      }),
      byModel: new Map([...groupBy(others, ({ model }) => model)].map(([model, list]) => [model, sums(list)])),
      byVersion: new Map(
        [...versionsSeen].map((version) => {
          const list = others.filter((run) => run.package_version_id === version);
          return [
            version,
            {
              ...sums(list),
              ...peopleOf(list),
              installs: installs.filter(({ versionId }) => versionId === version).length,
              againstNoPrompt: againstNoPrompt(packageId, (run) => run.package_version_id === version),
            },
          ];
        }),
      ),
      againstNoPrompt: againstNoPrompt(packageId, (run) => run.package_id === packageId),
      shares: ofPackage.length,
      views: sum(ofPackage.map(({ views }) => views)),
      suggestions: (id: string) => {
        const of = uses.filter(({ suggested_input_id }) => suggested_input_id === id);
        const wentOn = of.filter(({ user_id, first_used_at }) =>
          others.some(
            (run) => run.user_id === user_id && run.suggested_input_id === null && run.created_at > first_used_at,
          ),
        );
        return { used: of.length, wentOn: wentOn.length };
      },
    };
  }

  /** What a credit of a lot had brought, and from where. */
  function sourceOf(lotId: string): { source: string; microUsd: number } {
    const drawn = lots.get(lotId);
    const lot = drawn?.kind === "rollover" ? (lots.get(drawn.source_ref.split(":")[1] ?? "") ?? drawn) : drawn;
    const purchase = purchases.get(lot?.purchase_id ?? "");
    if (purchase)
      return { source: purchase.package, microUsd: Math.floor((purchase.amount_cents * 10_000) / purchase.credits) };
    const [vendor, kind, id] = lot?.source_ref.split(":") ?? [];
    const invoice = vendor === "stripe" && kind === "invoice" ? invoices.get(id ?? "") : undefined;
    if (!invoice) return { source: "free", microUsd: 0 };
    const cents = invoice.paid_cents - invoice.tax_cents;
    return { source: "plus", microUsd: Math.floor((cents * 10_000) / (lot?.granted ?? 1)) };
  }

  function operator() {
    const done = ended(runs);
    const sources = new Map<string, { credits: number; earnedMicroUsd: number; costMicroUsd: number }>();
    const add = (source: string, credits: number, earned: number, cost: number) => {
      const known = sources.get(source) ?? { credits: 0, earnedMicroUsd: 0, costMicroUsd: 0 };
      sources.set(source, {
        credits: known.credits + credits,
        earnedMicroUsd: known.earnedMicroUsd + earned,
        costMicroUsd: known.costMicroUsd + cost,
      });
    };
    for (const run of done) {
      const drawn = spendOf(run)?.lots ?? [];
      const charged = creditsOf(run);
      if (charged === 0) add("none", 0, 0, run.cost_micro_usd);
      let left = run.cost_micro_usd;
      for (const [place, { lotId, amount }] of [...drawn.entries()].reverse()) {
        const { source, microUsd } = sourceOf(lotId);
        const share = place === 0 ? left : Math.floor((run.cost_micro_usd * -amount) / charged);
        left -= share;
        add(source, -amount, -amount * microUsd, share);
      }
    }
    const ofDay = (day: string, list: readonly Run[]) => list.filter((run) => dayOf(run.created_at) === day);
    const firstShares = [...groupBy(shares, ({ session_id }) => session_id).values()].map((of) =>
      dayOf(new Date(Math.min(...of.map(({ created_at }) => +created_at)))),
    );
    const moved = movements.filter(({ type }) => type !== "spend");
    const sales = movements.flatMap(({ type, purchase_id, natural_key, occurred_at }) => {
      const purchase = type === "purchase" ? purchases.get(purchase_id ?? "") : undefined;
      const invoice = type === "monthly" ? invoices.get(natural_key.split(":")[2] ?? "") : undefined;
      const day = dayOf(occurred_at);
      if (purchase) {
        const { package: product, amount_cents: cents, tax_cents: tax, refunded_cents: refunded } = purchase;
        return { day, product, cents, back: Math.round((refunded * cents) / (cents + tax)) };
      }
      return invoice ? { day, product: "plus", cents: invoice.paid_cents - invoice.tax_cents, back: 0 } : [];
    });
    return {
      runs: done.length,
      succeeded: count(done, "succeeded"),
      stopped: count(done, "stopped"),
      failed: count(done, "failed"),
      tokens: sum(done.map(tokensOf)),
      creditsSpent: sum(done.map(creditsOf)),
      costMicroUsd: sum(done.map(({ cost_micro_usd }) => cost_micro_usd)),
      sources,
      byDay: new Map(
        days.map((day) => [
          day,
          {
            runs: ofDay(day, done).length,
            people: new Set(ofDay(day, done).map(({ user_id }) => user_id)).size,
            sessions: sessions.filter(({ created_at }) => dayOf(created_at) === day).length,
            shared: firstShares.filter((first) => first === day).length,
            providerCostMicroUsd: sum(
              done
                .filter(({ finished_at }) => finished_at && dayOf(finished_at) === day)
                .map((run) => run.cost_micro_usd),
            ),
          },
        ]),
      ),
      byModel: new Map([...groupBy(done, ({ model }) => model)].map(([model, list]) => [model, list.length])),
      failures: new Map(
        [
          ...groupBy(
            done.filter(({ status }) => status === "failed"),
            (run) => `${dayOf(run.created_at)} ${run.error_code}`,
          ),
        ].map(([key, list]) => [key, list.length]),
      ),
      sales: new Map(
        [...groupBy(sales, ({ day, product }) => `${day} ${product}`)].map(([key, list]) => [
          key,
          {
            sales: list.length,
            amountCents: sum(list.map(({ cents }) => cents)),
            refundedCents: sum(list.map(({ back }) => back)),
          },
        ]),
      ),
      moved: new Map(
        [...groupBy(moved, ({ type, occurred_at }) => `${dayOf(occurred_at)} ${type}`)].map(([key, list]) => [
          key,
          {
            added: sum(list.map(({ amount }) => Math.max(0, amount))),
            taken: sum(list.map(({ amount }) => Math.max(0, -amount))),
          },
        ]),
      ),
      outstanding: sum(movements.map(({ amount }) => amount)),
      runsOn: (day: string) => ofDay(day, runs).length,
      activeOn: (day: string) => new Set(ofDay(day, done).map(({ user_id }) => user_id)).size,
    };
  }

  return { days, usage, packageFigures, operator };
}

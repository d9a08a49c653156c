import { groupBy } from "@/lib/insights/group-by";
import { dayOf, type Run, sum, type Tables, tokensOf } from "./tables";

/** The operator's figures, counted with plain loops. */
export function countOperator(tables: Tables) {
  const {
    runs,
    movements,
    lots,
    purchases,
    invoices,
    shares,
    sessions,
    users,
    ended,
    spendOf,
    creditsOf,
    count,
    days,
  } = tables;
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

  return () => {
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
            signUps: users.filter(({ created_at }) => dayOf(created_at) === day).length,
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
  };
}

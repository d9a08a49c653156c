import { v7 } from "uuid";
import { PACKS, PLUS_AMOUNT_CENTS } from "@/lib/billing/packs";
import { clawbackTarget } from "@/lib/credits/clawback";
import { query } from "@/lib/db/pool.server";
import { type Act, MONTH_MS } from "./life";

type Of<Kind extends Act["act"]> = Extract<Act, { act: Kind }>;
type PackName = keyof typeof PACKS;

const at = (instant: number) => new Date(Math.round(instant));

/** What a user buys, as readings of Stripe that were never made: payments there are of no Stripe. */
export function salesTo(userId: string) {
  let bought: { id: string; pack: PackName; revision: number } | null = null;

  const settleReading = (instant: number, reading: object) =>
    query("SELECT settle_reading($1, $2)", [at(instant), JSON.stringify(reading)]);

  function purchase(id: string, pack: PackName, revision: number) {
    const { credits, amountCents, currency } = PACKS[pack];
    const row = { purchaseId: id, revision, userId, package: pack, credits, amountCents, currency };
    return { kind: "purchase", ...row, mode: "checkout" };
  }

  async function buy({ at: instant, pack, outcome }: Of<"buy">): Promise<void> {
    const id = v7({ msecs: Math.round(instant) });
    const paid = {
      status: "paid",
      paymentIntentId: `pi_traffic_${id}`,
      paidCents: PACKS[pack].amountCents,
      taxCents: 0,
    };
    const failed = { status: outcome, ...(outcome === "failed" && { failure: "card_declined" }) };
    await settleReading(instant, { ...purchase(id, pack, 0), ...(outcome === "paid" ? paid : failed) });
    if (outcome === "paid") bought = { id, pack, revision: 1 };
  }

  async function refund({ at: instant, part }: Of<"refund">): Promise<void> {
    if (bought === null) return;
    const { id, pack, revision } = bought;
    const { amountCents: paidCents, credits: granted } = PACKS[pack];
    const refundedCents = Math.round(paidCents * part);
    const takenBack = clawbackTarget({ granted, paidCents, refundedCents, disputedCents: 0 });
    await settleReading(instant, {
      ...purchase(id, pack, revision),
      status: "paid",
      paidCents,
      refundedCents,
      takenBack,
    });
    bought = null;
  }

  const subscriptionId = (startedAt: number) => `sub_traffic_${userId}_${Math.round(startedAt)}`;

  async function plus({ at: instant, startedAt, month, endsAt }: Of<"plus">): Promise<void> {
    const id = subscriptionId(startedAt);
    const period = { periodStart: at(instant), periodEnd: at(instant + MONTH_MS) };
    const isLast = endsAt !== null && endsAt <= instant + MONTH_MS;
    await settleReading(instant, {
      kind: "subscription",
      id,
      revision: month,
      userId,
      status: "active",
      startedAt: at(startedAt),
      endedAt: null,
      cancelAt: isLast ? period.periodEnd : null,
      ...period,
    });
    await settleReading(instant, {
      kind: "invoice",
      id: `in_traffic_${id}_${month}`,
      revision: 0,
      userId,
      subscriptionId: id,
      status: "paid",
      billingReason: month === 0 ? "subscription_create" : "subscription_cycle",
      currency: "usd",
      dueCents: PLUS_AMOUNT_CENTS,
      paidCents: PLUS_AMOUNT_CENTS,
      taxCents: 0,
      paymentIntentId: null,
      grants: true,
      createdAt: at(instant),
      ...period,
    });
  }

  async function end({ at: instant, startedAt }: Of<"end">): Promise<void> {
    await settleReading(instant, {
      kind: "subscription",
      id: subscriptionId(startedAt),
      revision: 1,
      userId,
      status: "canceled",
      startedAt: at(startedAt),
      endedAt: at(instant),
      periodStart: at(startedAt),
      periodEnd: at(instant),
      cancelAt: at(instant),
    });
  }

  return { buy, refund, plus, end };
}

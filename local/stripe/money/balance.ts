import type Stripe from "stripe";
import { z } from "zod";
import { newId } from "../state/ids";
import { route } from "../wire/route";
import { add, requireRow, type Work } from "../work";

const DAY_SECONDS = 86_400;

type Movement = {
  amount: number;
  currency: string;
  fee?: number;
  feeDescription?: string;
  description?: string | null;
  source: string;
  type: Stripe.BalanceTransaction.Type;
  category: string;
};

/** What a payment costs: 2.9 per cent and 30 cents. */
export const feeOf = (amount: number): number => Math.round(amount * 0.029) + 30;

/** Notes a movement on the merchant's balance; a negative fee is one given back. */
export function moveBalance(work: Work, movement: Movement): Stripe.BalanceTransaction {
  const { amount, currency, fee = 0, source, type, category } = movement;
  return add(work, "balanceTransactions", {
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: work.now() + 2 * DAY_SECONDS,
    balance_type: "payments",
    created: work.now(),
    currency,
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: movement.feeDescription ?? "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: amount - fee,
    reporting_category: category,
    source,
    status: "pending",
    type,
  });
}

export const balanceRoutes = [
  route("GET /v1/balance_transactions/:id", z.strictObject({}), (work, _, id) =>
    requireRow(work, "balanceTransactions", id),
  ),
];

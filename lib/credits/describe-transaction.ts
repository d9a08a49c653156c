import type { Credits, TransactionType } from "@/lib/credits/credits";
import { MODELS, type ModelName } from "@/lib/models/models";

/** What a movement's description is made of; everything of its cause that is still known. */
export type TransactionFacts = {
  type: TransactionType;
  amount: Credits;
  /** What the ledger wrote down; stands where nothing better is known. */
  stored: string;
  run: { model: ModelName; package: string | null; hadPackage: boolean; hadPrompt: boolean } | null;
  purchase: { pack: string; amountCents: number; currency: string } | null;
  /** The lot that came or went, when the movement is about a period; `ended` when this is its end. */
  lot: { kind: string; byInvoice: boolean; ended: boolean } | null;
};

/** What was run, in words: "code-review with Sonnet 5.5". */
export function describeRun({
  model,
  package: name,
  hadPackage,
  hadPrompt,
}: NonNullable<TransactionFacts["run"]>): string {
  const { label } = MODELS[model];
  if (name !== null) return `${name} with ${label}`;
  if (hadPackage) return `A removed package with ${label}`;
  return hadPrompt ? `Your own prompt with ${label}` : `${label} without a package`;
}

function describePurchase({ pack, amountCents, currency }: NonNullable<TransactionFacts["purchase"]>): string {
  const amount = new Intl.NumberFormat("en-US", { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
  return `${pack.charAt(0).toUpperCase()}${pack.slice(1)} pack, ${amount.format(amountCents / 100)}`;
}

/** A movement in words that its owner understands. */
export function describeTransaction({ type, amount, stored, run, purchase, lot }: TransactionFacts): string {
  if (run !== null && type === "spend") return describeRun(run);
  if (run !== null && type === "expire") return `Returned by ${describeRun(run)} after their month had ended`;
  if (purchase !== null && type === "purchase") return describePurchase(purchase);
  if (lot === null) return stored;
  if (type === "monthly" && lot.kind === "monthly") {
    return lot.byInvoice ? "Monthly credits of PRPM+" : "Monthly credits of your organisation";
  }
  if (type === "rollover") return amount < 0 ? "Unused in the month, rolled over" : "Rolled over from the month before";
  if (lot.ended && lot.kind === "monthly") return "Unused in the month, more than rolls over";
  if (lot.ended && lot.kind === "rollover") return "Rolled over and not used in time";
  return stored;
}

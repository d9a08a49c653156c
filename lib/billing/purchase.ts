import { z } from "zod";
import { WAYS } from "@/lib/billing/buy-choice";
import { PACK_NAMES, type PackName } from "@/lib/billing/packs";
import type { PurchaseStatus } from "@/lib/billing/reading";
import { ReturnTo } from "@/lib/billing/return-to";
import type { Credits } from "@/lib/credits/credits";

/** Body of `POST credits/purchase`. The price is ours; whatever else is sent is not looked at. */
export const NewPurchase = z.object({
  package: z.enum(PACK_NAMES),
  mode: z.enum(WAYS).default("checkout"),
  ...ReturnTo.shape,
});
export type NewPurchase = z.infer<typeof NewPurchase>;

/** A purchase that has begun: where it is paid, or what the browser pays it with. */
export type BegunPurchase = {
  purchaseId: string;
  package: PackName;
  credits: Credits;
  amountCents: number;
  currency: string;
} & ({ checkoutUrl: string } | { clientSecret: string });

/** How a purchase or a month stands for whoever paid it. */
export type PaymentStatus = PurchaseStatus | "refunded" | "partially_refunded" | "disputed";

/** A line of the receipts: a pack, or a month of PRPM+. */
export type ReceiptLine = {
  id: string;
  kind: "pack" | "plus";
  package: PackName | null;
  credits: Credits;
  amountCents: number;
  taxCents: number;
  refundedCents: number;
  currency: string;
  status: PaymentStatus;
  /** Why the last card was declined, in Stripe's code. */
  failure: string | null;
  createdAt: string;
  paidAt: string | null;
  receiptUrl: string | null;
  invoiceUrl: string | null;
};

/**
 * How something we sold stands at Stripe, as the database writes it down (`settle_purchase`, `settle_subscription`,
 * `settle_invoice`). `revision` is the one that was stored when the reading began: a newer one makes it stale.
 */
export type PurchaseReading = {
  kind: "purchase";
  purchaseId: string;
  revision: number;
  userId: string;
  package: string;
  credits: number;
  amountCents: number;
  currency: string;
  mode: "checkout" | "elements";
  status?: PurchaseStatus;
  sessionId?: string;
  paymentIntentId?: string;
  receiptUrl?: string;
  paidCents?: number;
  taxCents?: number;
  refundedCents?: number;
  disputedCents?: number;
  /** How many credits the money that went back comes to. */
  takenBack?: number;
  failure?: string;
};

/** `open`: nothing is paid yet; `processing`: paid by a way that takes days. */
export type PurchaseStatus = "open" | "processing" | "paid" | "failed" | "expired";

type SubscriptionReading = {
  kind: "subscription";
  id: string;
  revision: number;
  userId: string;
  status: string;
  startedAt: Date;
  endedAt: Date | null;
  periodStart: Date | null;
  periodEnd: Date | null;
  cancelAt: Date | null;
  /** The bill of its newest month, which is read for itself. */
  latestInvoiceId: string | null;
};

export type InvoiceReading = {
  kind: "invoice";
  id: string;
  revision: number;
  userId: string;
  subscriptionId: string;
  status: string;
  billingReason: string;
  currency: string;
  dueCents: number;
  paidCents: number;
  taxCents: number;
  periodStart: Date;
  periodEnd: Date;
  paymentIntentId: string | null;
  hostedUrl: string | null;
  pdfUrl: string | null;
  receiptUrl?: string;
  refundedCents?: number;
  disputedCents?: number;
  takenBack?: number;
  createdAt: Date;
  /** Does it pay for a month that begins? */
  grants: boolean;
};

type Reading = PurchaseReading | SubscriptionReading | InvoiceReading;

/** What a reading came to: credits granted, taken back (negative: given back) and owed. */
export type Settled = { kind: Reading["kind"]; userId: string } & Partial<
  Record<"granted" | "taken" | "debt", number> & { isExtra: boolean }
>;

/** Something that an operator must look at; nothing was granted for it. */
type Doubt = { subject: string; message: string; details: Record<string, unknown> };

/** What was read, or why there is nothing of ours in it. */
export type Finding = { reading: Reading; note?: never } | { reading: null; note: string; doubt?: Doubt };

import type { ReceiptLine } from "@/lib/billing/purchase";
import { refundablePart } from "@/lib/billing/refund-purchase.server";
import { AppError } from "@/lib/errors";
import { RefundButton } from "./refund-button";

async function findRefundable(purchaseId: string) {
  try {
    return await refundablePart(purchaseId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

/** The way to pay a purchase back, while something of it can be. */
export async function RefundOffer({ line, email }: { line: ReceiptLine; email: string }) {
  if (line.kind !== "pack" || line.paidAt === null) return null;
  const refundable = await findRefundable(line.id);
  if (refundable === null || refundable.wholeCents === 0) return null;
  return <RefundButton pack={{ ...refundable, purchaseId: line.id, email, credits: line.credits }} />;
}

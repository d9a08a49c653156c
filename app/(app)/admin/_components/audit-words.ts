import { formatUsd } from "@/components/format";
import { formatCredits } from "@/lib/credits/credits";

const DONE: Readonly<Record<string, string>> = {
  "role.admin": "made an admin of",
  "organization.verify": "verified",
  "organization.unverify": "removed the verification of",
  "stripe_event.replay": "replayed the event",
};

const KINDS: Readonly<Record<string, string>> = {
  "credits.adjust": "Credits adjusted",
  "role.admin": "Admins made",
  "organization.verify": "Organisations verified",
  "organization.unverify": "Verifications removed",
  "purchase.refund": "Purchases refunded",
  "stripe_event.replay": "Events replayed",
};

/** What an entry says was done, to be read between the admin and the subject. */
export function auditVerb(action: string, details: Readonly<Record<string, unknown>>): string {
  const { amount, amountCents } = details;
  if (action === "credits.adjust" && typeof amount === "number") {
    return amount > 0 ? `gave ${formatCredits(amount)} to` : `took ${formatCredits(-amount)} from`;
  }
  if (action === "purchase.refund" && typeof amountCents === "number") return `refunded ${formatUsd(amountCents)} to`;
  return DONE[action] ?? action;
}

/** What entries of one kind are called together; one without words keeps its name. */
export function auditKind(action: string): string {
  return KINDS[action] ?? action;
}

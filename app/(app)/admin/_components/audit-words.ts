import { formatCredits } from "@/lib/credits/credits";

const DONE: Readonly<Record<string, string>> = {
  "role.admin": "made an admin of",
  "organization.verify": "verified",
  "organization.unverify": "removed the verification of",
};

/** What an entry says was done, to be read between the admin and the subject. */
export function auditVerb(action: string, details: Readonly<Record<string, unknown>>): string {
  const { amount } = details;
  if (action === "credits.adjust" && typeof amount === "number") {
    return amount > 0 ? `gave ${formatCredits(amount)} to` : `took ${formatCredits(-amount)} from`;
  }
  return DONE[action] ?? action;
}

import { formatUsd } from "@/components/format";
import { formatCredits } from "@/lib/credits/credits";

const DONE: Readonly<Record<string, string>> = {
  "role.admin": "made an admin of",
  "role.user": "took the admin role from",
  "account.suspend": "suspended",
  "account.unsuspend": "lifted the suspension of",
  "organization.verify": "verified",
  "organization.unverify": "removed the verification of",
  "stripe_event.replay": "replayed the event",
  "share.take_down": "took down a link of",
  "share.restore": "restored a link of",
  "share.hide": "took out of its package's list a link of",
  "share.unhide": "listed again a link of",
  "sharing.unban": "lifted the sharing ban of",
  "account.delete": "deleted their account, now a",
};

const KINDS: Readonly<Record<string, string>> = {
  "credits.adjust": "Credits adjusted",
  "role.admin": "Admins made",
  "role.user": "Admin roles taken away",
  "account.suspend": "Suspensions",
  "account.unsuspend": "Suspensions lifted",
  "organization.verify": "Organisations verified",
  "organization.unverify": "Verifications removed",
  "purchase.refund": "Purchases refunded",
  "stripe_event.replay": "Events replayed",
  "share.take_down": "Links taken down",
  "share.restore": "Links restored",
  "share.hide": "Links hidden from lists",
  "share.unhide": "Links listed again",
  "reports.dismiss": "Reports dismissed",
  "sharing.ban": "Sharing bans",
  "sharing.unban": "Sharing bans lifted",
  "account.delete": "Accounts deleted",
};

/** "1 link", "2 links". */
function countLinks(count: number): string {
  return count === 1 ? "1 link" : `${count} links`;
}

/** Who did it; what the product's own check did is no operator's act. */
export function auditActor(actor: string | null, details: Readonly<Record<string, unknown>>): string {
  return actor ?? (details["by"] === "check" ? "The check of shared texts" : "The operator");
}

/** What an entry says was done, to be read between the admin and the subject. */
export function auditVerb(action: string, details: Readonly<Record<string, unknown>>): string {
  const { amount, amountCents, dismissed, links } = details;
  if (action === "credits.adjust" && typeof amount === "number") {
    return amount > 0 ? `gave ${formatCredits(amount)} to` : `took ${formatCredits(-amount)} from`;
  }
  if (action === "purchase.refund" && typeof amountCents === "number") return `refunded ${formatUsd(amountCents)} to`;
  if (action === "reports.dismiss" && typeof dismissed === "number") {
    return `dismissed ${dismissed === 1 ? "a report" : `${dismissed} reports`} about a link of`;
  }
  if (action === "sharing.ban" && typeof links === "number") {
    return links === 0 ? "banned from sharing" : `took down ${countLinks(links)} and banned from sharing`;
  }
  return DONE[action] ?? action;
}

/** What entries of one kind are called together; one without words keeps its name. */
export function auditKind(action: string): string {
  return KINDS[action] ?? action;
}

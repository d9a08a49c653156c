import { type CreditSummary, type Credits, formatCredits, MONTHLY_CREDITS } from "@/lib/credits/credits";
import { closeMonth } from "@/lib/credits/rollover";

/** Words, and instants among them that are shown in the reader's own time zone. */
export type Sentence = readonly (string | { at: string })[];

export type NextEvent = {
  kind: "debt" | "held" | "rollover-expires" | "month-ends" | "month-begins" | "stays" | "plus";
  /** When it happens; null for what holds already. */
  at: string | null;
  sentence: Sentence;
};

/** Runs hold monthly credits first, then carried-over ones; what is held neither carries over nor expires. */
function freeParts({ held, monthly, rollover }: CreditSummary): { month: Credits; carried: Credits } {
  const heldOfMonth = Math.min(held, monthly.remaining);
  const heldOfCarried = Math.min(held - heldOfMonth, rollover.amount);
  return { month: monthly.remaining - heldOfMonth, carried: rollover.amount - heldOfCarried };
}

function rolloverEvents({ rollover }: CreditSummary, carried: Credits): NextEvent[] {
  if (carried === 0 || rollover.expiresAt === null) return [];
  const sentence = [`Your ${carried} carried-over ${plural(carried)} on `, { at: rollover.expiresAt }, "."];
  return [{ kind: "rollover-expires", at: rollover.expiresAt, sentence }];
}

const plural = (credits: Credits): string => (credits === 1 ? "credit expires" : "credits expire");

function monthEvents({ monthly }: CreditSummary, free: Credits): NextEvent[] {
  const { allocated, resetAt: at, renewing } = monthly;
  if (at === null) return [];
  const { carried, expired: over } = closeMonth(free);
  const verb = carried === 1 ? "rolls over" : "roll over";
  const rolls: Sentence = [
    `${carried} of your ${allocated} ${verb} on `,
    { at },
    `, for one month.${over > 0 ? ` The other ${over} ${over === 1 ? "expires" : "expire"}.` : ""}`,
  ];
  const usedUp: Sentence = [`This month's ${allocated} are used up, so nothing rolls over.`];
  const ends: NextEvent = { kind: "month-ends", at, sentence: carried > 0 ? rolls : usedUp };
  const begins: Sentence = renewing
    ? ["Your month begins again on ", { at }, `, with ${MONTHLY_CREDITS} new credits.`]
    : ["Your last month ends on ", { at }, ". No new credits follow it."];
  return [ends, { kind: "month-begins", at, sentence: begins }];
}

function standingEvents({ breakdown: { trial, purchased }, plan }: CreditSummary, expiring: boolean): NextEvent[] {
  const kinds = [trial > 0 && `${trial} trial`, purchased > 0 && `${purchased} purchased`]
    .filter(Boolean)
    .join(" and ");
  const staying = `Your ${kinds} ${trial + purchased === 1 ? "credit never expires" : "credits never expire"}.`;
  const stays: NextEvent = { kind: "stays", at: null, sentence: [expiring ? staying : "Nothing expires."] };
  const plus = `PRPM+ would bring ${MONTHLY_CREDITS} credits a month. What you leave rolls over for one month.`;
  return [
    ...(trial + purchased > 0 ? [stays] : []),
    ...(plan === "free" ? [{ kind: "plus", at: null, sentence: [plus] } as const] : []),
  ];
}

/**
 * What happens next to a wallet, in the order in which it happens: what is owed and held now, then what has a date
 * that is still to come, then what stays. At one instant, older credits expire before the month begins again.
 */
export function nextEvents(summary: CreditSummary, now: Date): NextEvent[] {
  const { debt, held } = summary;
  const free = freeParts(summary);
  const owed: Sentence = [`You owe ${formatCredits(debt)}. The next purchase pays them back; runs wait until then.`];
  const back: Sentence = [
    `${formatCredits(held)} ${held === 1 ? "is" : "are"} held for a run. What it does not need comes back.`,
  ];
  const dated = [...rolloverEvents(summary, free.carried), ...monthEvents(summary, free.month)]
    .filter(({ at }) => at !== null && new Date(at) > now)
    .sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
  return [
    ...(debt > 0 ? [{ kind: "debt", at: null, sentence: owed } as const] : []),
    ...(held > 0 ? [{ kind: "held", at: null, sentence: back } as const] : []),
    ...dated,
    ...standingEvents(summary, dated.length > 0),
  ];
}

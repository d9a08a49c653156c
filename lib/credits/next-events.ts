import { type CreditSummary, type Credits, type Debt, formatCredits, MONTHLY_CREDITS } from "@/lib/credits/credits";
import { closeMonth } from "@/lib/credits/rollover";

/** Words, and instants among them that are shown in the reader's own time zone. */
export type Sentence = readonly (string | { at: string })[];

export type NextEvent = {
  kind: "debt" | "held" | "rollover-expires" | "month-ends" | "month-begins" | "stays" | "plus";
  /** When it happens; null for what holds already. */
  at: string | null;
  sentence: Sentence;
};

const event = (kind: NextEvent["kind"], at: string | null, ...sentence: Sentence): NextEvent => ({
  kind,
  at,
  sentence,
});

const DEBT_WORDS = {
  refund: { purchase: "after a refund of a purchase", month: "after a refund of a month of PRPM+" },
  dispute: { purchase: "after a disputed purchase", month: "after a disputed month of PRPM+" },
} as const satisfies Record<Debt["type"], Record<Debt["of"], string>>;

/** How a debt is paid: by free purchased credits when the next run starts, else by what is paid or given next. */
function debtEvents({ debt, breakdown, details }: CreditSummary): NextEvent[] {
  if (debt === 0) return [];
  const owed = details.debts.map(({ type, of, owed: part }) => `${formatCredits(part)} ${DEBT_WORDS[type][of]}`);
  const paid =
    breakdown.purchased - details.held.purchased >= debt
      ? "Your purchased credits pay this back when your next run starts."
      : "A purchase or a paid month pays this back first. Runs wait until it is paid.";
  return [event("debt", null, `You owe ${owed.join(" and ")}. ${paid}`)];
}

function heldEvents({ held, details: { runs } }: CreditSummary): NextEvent[] {
  if (held === 0) return [];
  const who = runs === 1 ? "a run; what it does" : `${runs} runs; what they do`;
  return [
    event("held", null, `${formatCredits(held)} ${held === 1 ? "is" : "are"} held by ${who} not need comes back.`),
  ];
}

function rolloverEvents({ details }: CreditSummary): NextEvent[] {
  const ends = new Map<string, Credits>();
  for (const { amount, held, expiresAt } of details.rollovers) {
    ends.set(expiresAt, (ends.get(expiresAt) ?? 0) + amount - held);
  }
  return [...ends]
    .filter(([, free]) => free > 0)
    .map(([at, free]) => {
      const words = `Your ${free} rolled-over ${free === 1 ? "credit expires" : "credits expire"} on `;
      return event("rollover-expires", at, words, { at }, ".");
    });
}

/** What a month's end does to what is left of it; what a run holds is decided when it comes back. */
function monthEnd({ monthly: { allocated, remaining }, details }: CreditSummary, at: string): NextEvent {
  const held = details.held.monthly;
  const { carried, expired } = closeMonth(remaining - held);
  if (carried > 0) {
    const rest = expired > 0 ? ` The other ${expired} ${expired === 1 ? "expires" : "expire"}.` : "";
    const rolls = `If you use no more, ${carried} of your ${allocated} ${carried === 1 ? "rolls" : "roll"} over on `;
    return event("month-ends", at, rolls, { at }, `, for one month.${rest}`);
  }
  if (held > 0)
    return event("month-ends", at, `What runs give back of this month's ${allocated} before `, { at }, " rolls over.");
  return event("month-ends", at, `Nothing is left of this month's ${allocated}, so nothing rolls over.`);
}

function monthEvents(summary: CreditSummary): NextEvent[] {
  const { resetAt: at, renewing } = summary.monthly;
  if (at === null) return [];
  const begins = renewing
    ? event("month-begins", at, "Your month begins again on ", { at }, `, with ${MONTHLY_CREDITS} new credits.`)
    : event("month-begins", at, "Your last month ends on ", { at }, ". No new credits follow it.");
  return [monthEnd(summary, at), begins];
}

function standingEvents({ breakdown, plan, details: { given } }: CreditSummary): NextEvent[] {
  const { trial, purchased } = breakdown;
  const kinds = [
    trial - given > 0 && `${trial - given} trial`,
    given > 0 && `${given} given`,
    purchased > 0 && `${purchased} purchased`,
  ].filter((kind) => kind !== false);
  const verb = trial + purchased === 1 ? "credit never expires" : "credits never expire";
  const listed = kinds.length < 3 ? kinds.join(" and ") : `${kinds.slice(0, -1).join(", ")} and ${kinds.at(-1)}`;
  const plus = `PRPM+ would bring ${MONTHLY_CREDITS} credits a month. What you do not use rolls over for one month.`;
  return [
    ...(kinds.length > 0 ? [event("stays", null, `Your ${listed} ${verb}.`)] : []),
    ...(plan === "free" ? [event("plus", null, plus)] : []),
  ];
}

/**
 * What happens next to a wallet, in the order in which it happens: what is owed and held now, then what has a date
 * that is still to come, then what stays. At one instant, older credits expire before the month begins again.
 */
export function nextEvents(summary: CreditSummary, now: Date): NextEvent[] {
  const dated = [...rolloverEvents(summary), ...monthEvents(summary)]
    .filter(({ at }) => at !== null && new Date(at) > now)
    .sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
  return [...debtEvents(summary), ...heldEvents(summary), ...dated, ...standingEvents(summary)];
}

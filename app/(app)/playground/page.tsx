import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { findStarters } from "@/app/_components/starters";
import { needsPayment } from "@/components/billing/subscription-words";
import { LateBudgetNotice } from "@/components/credits/late-budget-notice";
import { currentViewer } from "@/lib/auth/viewer.server";
import { getSubscription } from "@/lib/billing/subscription.server";
import { now } from "@/lib/clock";
import { getBudget } from "@/lib/credits/budget.server";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { findOutages, type Outage } from "@/lib/runs/provider-outage.server";
import { findSession } from "@/lib/sessions/get-session.server";
import { listSessions } from "@/lib/sessions/list-sessions.server";
import type { SessionDetail } from "@/lib/sessions/session";
import { LoadedCompare } from "./_compare/compare-loader";
import { comparisonOfSession, type FoundComparison, preparedComparison } from "./_compare/find-comparison";
import { type Begin, findBegin, lastRun } from "./_components/begin";
import type { ToldOutage } from "./_components/outage";
import { Playground } from "./_components/playground";

export const metadata: Metadata = {
  title: "Playground",
  description: "Run a prompt package on your own input and see what every credit paid for.",
};

const SESSIONS_SHOWN = 40;
const LONGEST_INPUT = 100_000;

const GONE = "That thread is not here: its time has passed, it was deleted, or it belongs to someone else.";

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** The thread through the run that the address names, else the newest: a run that is gone hides no session. */
async function findThread(viewerId: string, sessionId: string, runId: string | null): Promise<SessionDetail | null> {
  const through = runId === null ? null : await findSession(viewerId, sessionId, runId);
  return through ?? findSession(viewerId, sessionId);
}

/** An outage with its end in seconds from now, because browsers' clocks differ. */
function tellOutage({ model, reason, retryAt }: Outage, now: Date): ToldOutage {
  return { model, reason, retryAfterSeconds: Math.max(0, Math.ceil((Date.parse(retryAt) - now.getTime()) / 1_000)) };
}

const readAsked = (parameters: Awaited<PageProps<"/playground">["searchParams"]>) => ({
  session: one(parameters["session"]),
  run: one(parameters["run"]) ?? null,
  package: one(parameters["package"]),
  suggestion: one(parameters["suggestion"]),
  shared: one(parameters["shared"]),
  turn: one(parameters["turn"]),
  compare: one(parameters["compare"]),
  blind: one(parameters["blind"]),
  input: one(parameters["input"]),
  prompt: one(parameters["prompt"]),
});

type AskedFor = ReturnType<typeof readAsked>;

/**
 * The comparison that the page is to show: the one that the session's newest turn is, unless one of its runs alone was
 * asked for, or the one that the address prepares.
 */
function findComparison(viewerId: string | null, session: SessionDetail | null, asked: AskedFor, at: Date) {
  if (session === null || viewerId === null) return preparedComparison(viewerId, asked, at);
  return asked.run === null ? comparisonOfSession(viewerId, session, at) : null;
}

function comparisonProblem(asked: AskedFor, session: SessionDetail | null, comparison: FoundComparison): string | null {
  if (asked.session !== undefined && session === null) return GONE;
  return comparison.missing ? "Something that was to be compared is not here, or it belongs to someone else." : null;
}

/** Why the page is not what its address asked for; null when it is. */
function missingWords(asked: AskedFor, session: SessionDetail | null, begin: Begin | null) {
  if (asked.session !== undefined && session === null) {
    return GONE;
  }
  if (asked.shared !== undefined && begin !== null && begin.item === null && session === null) {
    return "That answer was made without a public package. Choose one to try the same input with.";
  }
  if (session !== null && lastRun(session, asked.run)?.packageRef != null && (begin?.item ?? null) === null) {
    return "The package of this thread is not here any more, or no longer yours to read. Choose another to go on.";
  }
  if (begin !== null) return null;
  if (asked.shared !== undefined) return "That link is not here: it has ended, or it never was.";
  if (asked.prompt !== undefined) {
    return "That prompt is not here: it was deleted, or it belongs to someone else.";
  }
  return "That package is not here, or it belongs to someone else.";
}

/** What belongs to whoever looks; a stranger has none of it. */
async function loadViewers(viewerId: string | null, asked: AskedFor, at: Date) {
  if (viewerId === null) return { credits: null, budget: null, isPastDue: false, sessions: [], session: null };
  const [credits, budget, subscription, sessions, session] = await Promise.all([
    getCreditSummary(viewerId),
    getBudget(viewerId, at),
    getSubscription(viewerId),
    listSessions({ userId: viewerId, limit: SESSIONS_SHOWN }),
    asked.session === undefined ? null : findThread(viewerId, asked.session, asked.run),
  ]);
  const isPastDue = subscription !== null && needsPayment(subscription);
  return { credits, budget, isPastDue, sessions: sessions.items, session };
}

export default async function PlaygroundPage({ searchParams }: PageProps<"/playground">) {
  const asked = readAsked(await searchParams);
  const viewerId = (await currentViewer())?.id ?? null;
  const at = now();
  const [{ isPastDue, budget, ...viewers }, outages] = await Promise.all([
    loadViewers(viewerId, asked, at),
    findOutages(at),
  ]);
  const { session } = viewers;
  const comparison = await findComparison(viewerId, session, asked, at);
  const shared = {
    ...viewers,
    made: { id: randomUUID(), session: asked.session ?? null, run: asked.run },
    signedIn: viewerId !== null,
    outages: outages.map((outage) => tellOutage(outage, at)),
  };
  const budgetNotice = budget !== null && budget.credits !== null && <LateBudgetNotice rendered={budget} />;
  if (comparison !== null) {
    return (
      <>
        {budgetNotice}
        <LoadedCompare
          key={shared.made.id}
          {...shared}
          lanes={comparison.lanes}
          input={(asked.input ?? comparison.input ?? "").slice(0, LONGEST_INPUT)}
          blind={asked.blind === "1"}
          problem={comparisonProblem(asked, session, comparison)}
        />
      </>
    );
  }
  const begin = await findBegin(viewerId, session, asked, at);
  const { item = null, own = null, write = null, model = null, forkPrompt = null } = begin ?? {};
  const isEmpty = item === null && own === null && session === null;
  return (
    <>
      {budgetNotice}
      <Playground
        key={shared.made.id}
        {...shared}
        {...{ isPastDue, item, own, write, model, forkPrompt }}
        starters={isEmpty ? await findStarters(viewerId) : []}
        input={(asked.input ?? begin?.input ?? "").slice(0, LONGEST_INPUT)}
        problem={missingWords(asked, session, begin)}
      />
    </>
  );
}

import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { findStarters } from "@/app/_components/starters";
import { needsPayment } from "@/components/billing/subscription-words";
import { currentViewer } from "@/lib/auth/viewer.server";
import { getSubscription } from "@/lib/billing/subscription.server";
import { now } from "@/lib/clock";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { findOutages, type Outage } from "@/lib/runs/provider-outage.server";
import { findSession } from "@/lib/sessions/get-session.server";
import { listSessions } from "@/lib/sessions/list-sessions.server";
import type { SessionDetail } from "@/lib/sessions/session";
import { LoadedCompare } from "./_compare/compare-loader";
import { comparisonOfSession, type FoundComparison, preparedComparison } from "./_compare/find-comparison";
import { type Begin, findBegin } from "./_components/begin";
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
  if (session?.turns.at(-1)?.runs[0]?.packageRef != null && (begin?.item ?? null) === null) {
    return "The package of this thread is not here any more, or no longer yours to read. Choose another to go on.";
  }
  if (begin !== null) return null;
  if (asked.shared !== undefined) return "That link is not here: it has ended, or it never was.";
  if (asked.prompt !== undefined) {
    return "That prompt is not here: it was deleted, or it belongs to someone else.";
  }
  return "That package is not here, or it belongs to someone else.";
}

export default async function PlaygroundPage({ searchParams }: PageProps<"/playground">) {
  const parameters = await searchParams;
  const asked = readAsked(parameters);
  const viewer = await currentViewer();
  const at = now();
  const viewerId = viewer?.id ?? null;
  const [credits, subscription, sessions, session, outages] = await Promise.all([
    viewer === null ? null : getCreditSummary(viewer.id),
    viewer === null ? null : getSubscription(viewer.id),
    viewer === null ? null : listSessions({ userId: viewer.id, limit: SESSIONS_SHOWN }),
    viewer === null || asked.session === undefined ? null : findThread(viewer.id, asked.session, asked.run),
    findOutages(at),
  ]);
  const input = one(parameters["input"]);
  const made = { id: randomUUID(), session: asked.session ?? null, run: asked.run };
  const told = outages.map((outage) => tellOutage(outage, at));
  const comparison = await findComparison(viewerId, session, asked, at);
  if (comparison !== null) {
    return (
      <LoadedCompare
        key={made.id}
        made={made}
        signedIn={viewer !== null}
        credits={credits}
        lanes={comparison.lanes}
        session={session}
        sessions={sessions?.items ?? []}
        outages={told}
        input={(input ?? comparison.input ?? "").slice(0, LONGEST_INPUT)}
        blind={one(parameters["blind"]) === "1"}
        problem={comparisonProblem(asked, session, comparison)}
      />
    );
  }
  const begin = await findBegin(viewerId, session, asked, at);
  const item = begin?.item ?? null;
  const isChosen = item !== null || (begin?.own ?? null) !== null;
  const starters = !isChosen && session === null ? await findStarters(viewerId) : [];
  return (
    <Playground
      key={made.id}
      made={made}
      signedIn={viewer !== null}
      credits={credits}
      isPastDue={subscription !== null && needsPayment(subscription)}
      item={item}
      own={begin?.own ?? null}
      write={begin?.write ?? null}
      model={begin?.model ?? null}
      forkPrompt={begin?.forkPrompt ?? null}
      session={session}
      sessions={sessions?.items ?? []}
      starters={starters}
      outages={told}
      input={(input ?? begin?.input ?? "").slice(0, LONGEST_INPUT)}
      problem={missingWords(asked, session, begin)}
    />
  );
}

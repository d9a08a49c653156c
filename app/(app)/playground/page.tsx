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
import { type Begin, findBegin } from "./_components/begin";
import type { ToldOutage } from "./_components/outage";
import { Playground } from "./_components/playground";

export const metadata: Metadata = {
  title: "Playground",
  description: "Run a prompt package on your own input and see what every credit paid for.",
};

const SESSIONS_SHOWN = 40;
const LONGEST_INPUT = 100_000;

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
  package: one(parameters["package"]),
  suggestion: one(parameters["suggestion"]),
  shared: one(parameters["shared"]),
  turn: one(parameters["turn"]),
});

/** Why the page is not what its address asked for; null when it is. */
function missingWords(asked: ReturnType<typeof readAsked>, session: SessionDetail | null, begin: Begin | null) {
  if (asked.session !== undefined && session === null) {
    return "That thread is not here: its time has passed, it was deleted, or it belongs to someone else.";
  }
  if (asked.shared !== undefined && begin !== null && begin.item === null && session === null) {
    return "That answer was made without a public package. Choose one to try the same input with.";
  }
  if (session?.turns.at(-1)?.runs[0]?.packageRef != null && (begin?.item ?? null) === null) {
    return "The package of this thread is not here any more, or no longer yours to read. Choose another to go on.";
  }
  if (begin !== null) return null;
  if (asked.shared !== undefined) return "That link is not here: it has ended, or it never was.";
  return "That package is not here, or it belongs to someone else.";
}

export default async function PlaygroundPage({ searchParams }: PageProps<"/playground">) {
  const parameters = await searchParams;
  const { session: askedSession, ...asked } = readAsked(parameters);
  const askedRun = one(parameters["run"]) ?? null;
  const viewer = await currentViewer();
  const at = now();
  const viewerId = viewer?.id ?? null;
  const [credits, subscription, sessions, session, outages] = await Promise.all([
    viewer === null ? null : getCreditSummary(viewer.id),
    viewer === null ? null : getSubscription(viewer.id),
    viewer === null ? null : listSessions({ userId: viewer.id, limit: SESSIONS_SHOWN }),
    viewer === null || askedSession === undefined ? null : findThread(viewer.id, askedSession, askedRun),
    findOutages(at),
  ]);
  const begin = await findBegin(viewerId, session, asked, at);
  const item = begin?.item ?? null;
  const starters = item === null && session === null ? await findStarters(viewerId) : [];
  const made = { id: randomUUID(), session: askedSession ?? null, run: askedRun };
  return (
    <Playground
      key={made.id}
      made={made}
      signedIn={viewer !== null}
      credits={credits}
      isPastDue={subscription !== null && needsPayment(subscription)}
      item={item}
      model={begin?.model ?? null}
      forkPrompt={begin?.forkPrompt ?? null}
      session={session}
      sessions={sessions?.items ?? []}
      starters={starters}
      outages={outages.map((outage) => tellOutage(outage, at))}
      input={(one(parameters["input"]) ?? begin?.input ?? "").slice(0, LONGEST_INPUT)}
      problem={missingWords({ session: askedSession, ...asked }, session, begin)}
    />
  );
}

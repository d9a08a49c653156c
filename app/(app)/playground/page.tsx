import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { findStarters } from "@/app/_components/starters";
import { needsPayment } from "@/components/billing/subscription-words";
import { currentViewer } from "@/lib/auth/viewer.server";
import { getSubscription } from "@/lib/billing/subscription.server";
import { now } from "@/lib/clock";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { findPackage } from "@/lib/packages/get-package.server";
import type { PackageDetail } from "@/lib/packages/package";
import { findOutages, type Outage } from "@/lib/runs/provider-outage.server";
import { findSession } from "@/lib/sessions/get-session.server";
import { listSessions } from "@/lib/sessions/list-sessions.server";
import type { SessionDetail } from "@/lib/sessions/session";
import type { ToldOutage } from "./_components/outage";
import { Playground } from "./_components/playground";

export const metadata: Metadata = {
  title: "Playground",
  description: "Run a prompt package on your own input and see what every credit paid for.",
};

const SESSIONS_SHOWN = 40;
const LONGEST_INPUT = 100_000;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** `?package=` is an id, or a scope and a name with a slash between. */
function findAsked(viewerId: string | null, asked: string): Promise<PackageDetail | null> {
  const [scope, name, ...more] = asked.split("/");
  const named = scope !== undefined && name !== undefined && more.length === 0;
  return findPackage(viewerId, named ? { scope, name } : { id: asked });
}

async function loadAsked(viewerId: string | null, session: SessionDetail | null, asked: string | undefined) {
  const used = session?.turns.at(-1)?.runs[0]?.packageRef;
  if (used) return findPackage(viewerId, { id: used.id }, used.version);
  return asked === undefined ? null : findAsked(viewerId, asked);
}

/** The thread through the run that the address names, else the newest: a run that is gone hides no session. */
async function findThread(viewerId: string, sessionId: string, runId: string | null): Promise<SessionDetail | null> {
  const through = runId === null ? null : await findSession(viewerId, sessionId, runId);
  return through ?? findSession(viewerId, sessionId);
}

type Found = {
  askedPackage: string | undefined;
  askedSession: string | undefined;
  session: SessionDetail | null;
  item: PackageDetail | null;
};

/** What is not there of what the address asks for, in a sentence; null when all is. */
function missing({ askedPackage, askedSession, session, item }: Found): string | null {
  if (askedSession !== undefined && session === null) {
    return "That thread is not here: its time has passed, it was deleted, or it belongs to someone else.";
  }
  if (item !== null) return null;
  if (session?.turns.at(-1)?.runs[0]?.packageRef != null) {
    return "The package of this thread is not here any more, or no longer yours to read. Choose another to go on.";
  }
  return askedPackage === undefined ? null : "That package is not here, or it belongs to someone else.";
}

/** An outage with its end in seconds from now, because browsers' clocks differ. */
function tellOutage({ model, reason, retryAt }: Outage, now: Date): ToldOutage {
  return { model, reason, retryAfterSeconds: Math.max(0, Math.ceil((Date.parse(retryAt) - now.getTime()) / 1_000)) };
}

export default async function PlaygroundPage({ searchParams }: PageProps<"/playground">) {
  const parameters = await searchParams;
  const [askedPackage, askedSession] = [one(parameters["package"]), one(parameters["session"])];
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
  const item = await loadAsked(viewerId, session, askedPackage);
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
      session={session}
      sessions={sessions?.items ?? []}
      starters={starters}
      outages={outages.map((outage) => tellOutage(outage, at))}
      input={(one(parameters["input"]) ?? "").slice(0, LONGEST_INPUT)}
      problem={missing({ askedPackage, askedSession, session, item })}
    />
  );
}

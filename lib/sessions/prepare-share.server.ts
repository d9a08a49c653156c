import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { titleOf } from "@/lib/runs/title";
import { cleanSnapshot } from "@/lib/sessions/clean-snapshot";
import { LIVE } from "@/lib/sessions/live";
import { loadHiddenTexts, loadRunsToShare } from "@/lib/sessions/load-runs-to-share.server";
import { loadTree } from "@/lib/sessions/load-tree.server";
import type { RunToShare } from "@/lib/sessions/run-to-share";
import { SHARED_CHARACTERS_MAX, SHARED_RUNS_MAX } from "@/lib/sessions/session-limits";
import type { ListedFinding } from "@/lib/sessions/share";
import { isShareable, type Snapshot, toSnapshot } from "@/lib/sessions/snapshot";
import { newerTries, type TreeRun, threadOf, withLanes, withNewestTries } from "@/lib/sessions/thread-of";

/** What is shared of a session, everything decided. */
export type ShareChoice = {
  title: string | null;
  runIds: readonly string[] | null;
  includePrompt: boolean;
  shownFindings: readonly string[];
};

export type PreparedShare = {
  snapshot: Snapshot;
  runIds: string[];
  findings: ListedFinding[];
  /** The public package of the first answer; null where a link cannot be listed. */
  packageId: string | null;
};

function refuseRuns(message: string): AppError {
  return new AppError("invalid_input", { message, details: { issues: [{ path: "runIds", message }] } });
}

const TITLE = `SELECT s.title, (SELECT r.user_input FROM playground_runs r WHERE r.session_id = s.id
  ORDER BY r.created_at, r.id LIMIT 1) AS first FROM playground_sessions s WHERE ${LIVE} AND s.id = $3`;

/**
 * The title of one's own live session; null for one that was made of its first input, which may be cut in the middle of
 * something, or not be shared at all. `not_found` when there is no such session.
 */
async function ownTitle(userId: string, sessionId: string, asked: string | null, now: Date): Promise<string | null> {
  const [session] = await query<{ title: string; first: string | null }>(TITLE, [userId, now, sessionId]);
  if (session === undefined) throw new AppError("not_found");
  const { title, first } = session;
  if (asked !== null && asked !== title) return asked;
  return first !== null && titleOf(first) === title ? null : title;
}

/** The asked runs in the order of the thread; of a lane that was tried again the newest of those that are asked. */
function askedInOrder(all: readonly TreeRun[], asked: readonly string[]): string[] {
  const known = new Set(all.map(({ id }) => id));
  if (asked.some((id) => !known.has(id))) throw new AppError("not_found");
  const newer = newerTries(all);
  const places = new Map(withNewestTries(all).map(({ id }, place) => [id, place]));
  const placeOf = (id: string) => places.get(newer.get(id) ?? id) ?? 0;
  const chosen = new Set(asked);
  const ids = withNewestTries(all.filter(({ id }) => chosen.has(id))).map(({ id }) => id);
  return ids.sort((one, other) => placeOf(one) - placeOf(other));
}

async function loadChosen(sessionId: string, all: readonly TreeRun[], asked: readonly string[] | null) {
  const tree = withNewestTries(all);
  const newest = withLanes(threadOf(tree, null), tree).map(({ id }) => id);
  const runs = await loadRunsToShare(sessionId, asked ? askedInOrder(all, asked) : newest.slice(-SHARED_RUNS_MAX));
  const shareable = runs.filter(isShareable);
  if (asked !== null && shareable.length < runs.length) {
    throw refuseRuns("A turn without an answer cannot be shared, nor one that is still being answered.");
  }
  if (shareable.length === 0) throw refuseRuns("There is no answer to share yet.");
  const fitting = newestThatFit(shareable);
  if (asked !== null && fitting.length < shareable.length) {
    throw refuseRuns("That is more text than one link shows. Choose fewer turns.");
  }
  const last = fitting.at(-1)?.id ?? "";
  return { runs: fitting, thread: threadOf(tree, newerTries(all).get(last) ?? last).map(({ id }) => id) };
}

/** The newest answers, as far as one link shows them; at least one. */
function newestThatFit(runs: readonly RunToShare[]): RunToShare[] {
  let characters = 0;
  const first = runs.findLastIndex((run) => {
    characters += run.userInput.length + run.response.length + (run.customPrompt?.length ?? 0);
    return characters > SHARED_CHARACTERS_MAX;
  });
  return runs.slice(Math.min(first + 1, runs.length - 1));
}

/** A link stands on the page of one package: that of its first answer, if everything in it may be public. */
function packageOf(runs: readonly RunToShare[]): string | null {
  const hasPrivate = runs.some(({ package: used, packageId }) => packageId !== null && used?.isPublic !== true);
  return hasPrivate ? null : (runs.find(({ packageId }) => packageId !== null)?.packageId ?? null);
}

/**
 * The public copy of a session as its owner wants it, cleaned. Publishes nothing. Refuses with `not_found` (session or
 * run), `invalid_input` (nothing to share, a run without an answer).
 */
export async function prepareShare(
  userId: string,
  sessionId: string,
  choice: ShareChoice,
  now: Date,
): Promise<PreparedShare> {
  const title = await ownTitle(userId, sessionId, choice.title, now);
  const { runs, thread } = await loadChosen(sessionId, await loadTree(sessionId), choice.runIds);
  const { includePrompt, shownFindings: shown } = choice;
  const whole = toSnapshot({ title: title ?? "", runs, thread, includePrompt });
  const cleaned = await cleanSnapshot(whole, await loadHiddenTexts(userId, sessionId), shown);
  const { findings } = cleaned;
  const snapshot =
    title === null
      ? { ...cleaned.snapshot, title: titleOf(cleaned.snapshot.turns[0]?.userInput ?? "") }
      : cleaned.snapshot;
  return { snapshot, findings, runIds: runs.map(({ id }) => id), packageId: packageOf(runs) };
}

import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { type CATEGORIES, CATEGORY_WORDS } from "@/lib/moderation/categories";
import { judgeTexts } from "@/lib/moderation/judge-texts.server";
import { localFlags } from "@/lib/moderation/local-rules";
import { cleanSnapshot } from "@/lib/sessions/clean-snapshot";
import { LIVE } from "@/lib/sessions/live";
import { loadSharedRuns } from "@/lib/sessions/load-shared-runs.server";
import type { RunToShare } from "@/lib/sessions/run-to-share";
import { SHARED_CHARACTERS_MAX, SHARED_RUNS_MAX } from "@/lib/sessions/session-limits";
import type { ListedFinding, SharePreview } from "@/lib/sessions/share";
import { isShareable, type Snapshot, textsOf, toSnapshot } from "@/lib/sessions/snapshot";
import { type TreeRun, threadOf, withLanes } from "@/lib/sessions/thread-of";

type Category = (typeof CATEGORIES)[number];
type Refusals = SharePreview["refusals"];

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

const TREE = `SELECT id, parent_run_id AS "parentRunId", status = 'failed' AS failed, comparison_id AS "comparisonId"
FROM playground_runs WHERE session_id = $1 ORDER BY created_at, id`;

function refuseRuns(message: string): AppError {
  return new AppError("invalid_input", { message, details: { issues: [{ path: "runIds", message }] } });
}

/** One's own live session: its title and its tree. `not_found` when there is none such. */
async function loadTree(userId: string, sessionId: string, now: Date): Promise<{ title: string; tree: TreeRun[] }> {
  const [session] = await query<{ title: string }>(
    `SELECT s.title FROM playground_sessions s WHERE ${LIVE} AND s.id = $3`,
    [userId, now, sessionId],
  );
  if (session === undefined) throw new AppError("not_found");
  return { title: session.title, tree: await query<TreeRun>(TREE, [sessionId]) };
}

async function loadChosen(sessionId: string, tree: readonly TreeRun[], asked: readonly string[] | null) {
  const known = new Set(tree.map(({ id }) => id));
  if (asked?.some((id) => !known.has(id))) throw new AppError("not_found");
  const newest = withLanes(threadOf(tree, null), tree).map(({ id }) => id);
  const runs = await loadSharedRuns(sessionId, asked ?? newest.slice(-SHARED_RUNS_MAX));
  const shareable = runs.filter(isShareable);
  if (asked !== null && shareable.length < runs.length) {
    throw refuseRuns("A turn without an answer cannot be shared, nor one that is still being answered.");
  }
  if (shareable.length === 0) throw refuseRuns("There is no answer to share yet.");
  const fitting = newestThatFit(shareable);
  if (asked !== null && fitting.length < shareable.length) {
    throw refuseRuns("That is more text than one link shows. Choose fewer turns.");
  }
  const last = fitting.at(-1)?.id ?? null;
  return { runs: fitting, thread: threadOf(tree, last).map(({ id }) => id) };
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
  const { title, tree } = await loadTree(userId, sessionId, now);
  const { runs, thread } = await loadChosen(sessionId, tree, choice.runIds);
  const { includePrompt, shownFindings: shown } = choice;
  const whole = toSnapshot({ title: choice.title ?? title, runs, thread, includePrompt });
  const { snapshot, findings } = await cleanSnapshot(whole, runs, { includePrompt, shown });
  return { snapshot, findings, runIds: runs.map(({ id }) => id), packageId: packageOf(runs) };
}

function toRefusal(category: Category | null, reason: string): Refusals[number] {
  if (category === null) return { category: "unknown", label: "Could not be judged", reason };
  return { category, label: CATEGORY_WORDS[category].label, reason };
}

/** What plain rules hold against it; asks nobody. */
export function refusalsOf(snapshot: Snapshot): Refusals {
  const refusals = localFlags(textsOf(snapshot)).map(({ category, reason }) => toRefusal(category, reason));
  // The same words stand in the title as a rule.
  return [...new Map(refusals.map((refusal) => [`${refusal.category} ${refusal.reason}`, refusal])).values()];
}

/** What the classifier says of a snapshot; `local` where none is set up. Low doubts refuse nothing. */
export async function judgeSnapshot(
  userId: string,
  snapshot: Snapshot,
  now: Date,
): Promise<{ judgement: "clear" | "unjudged" | "local"; refusals: Refusals }> {
  const judged = await judgeTexts(textsOf(snapshot), { userId, now });
  if (judged.outcome === "unjudged") {
    return { judgement: judged.why === "no_key" ? "local" : "unjudged", refusals: [] };
  }
  const flags = judged.outcome === "flagged" ? judged.flags.filter(({ severity }) => severity === "high") : [];
  return { judgement: "clear", refusals: flags.map(({ category, reason }) => toRefusal(category, reason)) };
}

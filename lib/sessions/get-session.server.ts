import "server-only";
import { now } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import type { ComparisonPick } from "@/lib/runs/comparison-pick";
import { PICK } from "@/lib/runs/pick-winner.server";
import { RUN_COLUMNS, type RunRow, toRunState } from "@/lib/runs/read-run.server";
import type { RunFeedback } from "@/lib/runs/run-feedback";
import { LIVE } from "@/lib/sessions/live";
import { loadTree } from "@/lib/sessions/load-tree.server";
import type { PackageRef, SessionDetail, SessionTurn, TurnRun } from "@/lib/sessions/session";
import type { SharedContent } from "@/lib/sessions/shared-session";
import { newerTries, threadOf, versionsOf, withLanes, withNewestTries } from "@/lib/sessions/thread-of";

type SessionRow = {
  id: string;
  title: string;
  saved: boolean;
  expires_at: Date | null;
  shared: SharedContent | null;
  isTakenDown: boolean | null;
  forkedTurns: number | null;
};

/** A session, and what it began with when it is a fork: nothing of that once it was taken down. */
const SESSION = `SELECT s.id, s.title, s.saved, s.expires_at, CASE WHEN n.taken_down_at IS NULL THEN n.content END AS shared,
  n.taken_down_at IS NOT NULL AS "isTakenDown", s.forked_turns AS "forkedTurns"
FROM playground_sessions s LEFT JOIN playground_snapshots n ON n.id = s.forked_snapshot_id WHERE ${LIVE} AND s.id = $3`;

function forkOf({ shared, isTakenDown, forkedTurns }: SessionRow): SessionDetail["fork"] {
  if (forkedTurns === null) return null;
  return { turns: shared?.turns.slice(0, forkedTurns) ?? [], isTakenDown: isTakenDown === true };
}

type ThreadRow = RunRow & {
  userInput: string;
  comparisonId: string | null;
  pick: ComparisonPick | null;
  hasCustomPrompt: boolean;
  promptHash: string | null;
  createdAt: string;
  packageRef: PackageRef | null;
  feedback: RunFeedback | null;
  /** Of a run that is going: what is written of its text. */
  textSoFar: string | null;
};

const TURNS = `SELECT ${RUN_COLUMNS},
  (SELECT string_agg(c.text, '' ORDER BY c.start) FROM playground_run_chunks c
    WHERE c.run_id = r.id AND r.status = 'running') AS "textSoFar", r.user_input AS "userInput", r.comparison_id AS "comparisonId",
  ${PICK} AS pick, r.custom_prompt IS NOT NULL AS "hasCustomPrompt", r.prompt_hash AS "promptHash", r.created_at AS "createdAt",
  CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'scope', p.scope, 'name', p.name, 'format', p.format,
    'version', v.version) END AS "packageRef",
  CASE WHEN f.run_id IS NOT NULL THEN json_build_object('effective', f.effective, 'comment', f.comment) END AS feedback
FROM playground_runs r LEFT JOIN feedback f ON f.run_id = r.id LEFT JOIN package_versions v ON v.id = r.package_version_id
  LEFT JOIN packages p ON p.id = v.package_id LEFT JOIN comparison_picks k ON k.comparison_id = r.comparison_id
  JOIN unnest($2::uuid[]) WITH ORDINALITY AS chosen (id, place) ON chosen.id = r.id
WHERE r.session_id = $1 ORDER BY chosen.place`;

function toTurnRun(row: ThreadRow, versions: string[]): TurnRun {
  const { packageRef, hasCustomPrompt, promptHash, createdAt, feedback } = row;
  return {
    ...toRunState({ ...row, response: row.textSoFar ?? row.response }, null, now()),
    packageRef,
    hasCustomPrompt,
    promptHash,
    versions,
    feedback,
    createdAt: new Date(createdAt).toISOString(),
  };
}

/** Rows in their order as turns: the lanes of a comparison, which follow one another, are one. */
function toTurns(rows: readonly ThreadRow[], versionsById: ReadonlyMap<string, string[]>): SessionTurn[] {
  const turns: SessionTurn[] = [];
  for (const row of rows) {
    const run = toTurnRun(row, versionsById.get(row.id) ?? []);
    const last = turns.at(-1);
    if (row.comparisonId !== null && last?.comparisonId === row.comparisonId) last.runs.push(run);
    else {
      const { userInput, comparisonId, pick } = row;
      turns.push({ userInput, comparisonId, runs: [run], pick });
    }
  }
  return turns;
}

/**
 * One's own session with the thread through a run of it (default: the newest) to its newest leaf; null when there is
 * none such, or its time has passed.
 */
export async function findSession(
  userId: string,
  sessionId: string,
  throughRun: string | null = null,
): Promise<SessionDetail | null> {
  if (!isId(sessionId) || (throughRun !== null && !isId(throughRun))) return null;
  const [[session], tree] = await Promise.all([
    query<SessionRow>(SESSION, [userId, now(), sessionId]),
    loadTree(sessionId),
  ]);
  if (session === undefined) return null;
  const runs = withNewestTries(tree);
  const thread = threadOf(runs, throughRun === null ? null : (newerTries(tree).get(throughRun) ?? throughRun));
  if (throughRun !== null && thread.length === 0) return null;
  const versions = new Map(withLanes(thread, runs).map((run) => [run.id, versionsOf(run, runs)]));
  const rows = await query<ThreadRow>(TURNS, [sessionId, [...versions.keys()]]);
  const { id, title, saved, expires_at: expiresAt } = session;
  const turns = toTurns(rows, versions);
  return { id, title, saved, expiresAt: expiresAt?.toISOString() ?? null, fork: forkOf(session), turns };
}

import "server-only";
import { z } from "zod";
import { now } from "@/lib/clock";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import { RUN_COLUMNS, type RunRow, toRunState } from "@/lib/runs/read-run.server";
import type { PackageRef, SessionDetail, SessionSummary, SessionTurn, TurnRun } from "@/lib/sessions/session";
import { type TreeRun, threadOf, versionsOf } from "@/lib/sessions/thread-of";

const LIVE = "s.user_id = $1 AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $2)";

type SessionRow = { id: string; title: string; saved: boolean; expires_at: Date | null };

type ThreadRow = RunRow & {
  userInput: string;
  comparisonId: string | null;
  hasCustomPrompt: boolean;
  createdAt: string;
  packageRef: PackageRef | null;
  /** Of a run that is going: what is written of its text. */
  textSoFar: string | null;
};

/** All runs of a session as a tree, oldest first. */
const TREE = `
SELECT id, parent_run_id AS "parentRunId", status = 'failed' AS failed, comparison_id AS "comparisonId"
FROM playground_runs WHERE session_id = $1 ORDER BY created_at, id`;

const TURNS = `SELECT ${RUN_COLUMNS},
  (SELECT string_agg(c.text, '' ORDER BY c.start) FROM playground_run_chunks c
    WHERE c.run_id = r.id AND r.status = 'running') AS "textSoFar", r.user_input AS "userInput", r.comparison_id AS "comparisonId",
  r.custom_prompt IS NOT NULL AS "hasCustomPrompt", r.created_at AS "createdAt",
  CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'scope', p.scope, 'name', p.name, 'format', p.format,
    'version', v.version) END AS "packageRef"
FROM playground_runs r LEFT JOIN package_versions v ON v.id = r.package_version_id
  LEFT JOIN packages p ON p.id = v.package_id
WHERE r.session_id = $1 AND r.id = ANY ($2)
ORDER BY r.created_at, r.lane`;

function toTurn(row: ThreadRow, versions: string[]): SessionTurn {
  const { userInput, packageRef, hasCustomPrompt, createdAt } = row;
  const run: TurnRun = {
    ...toRunState({ ...row, response: row.textSoFar ?? row.response }, null, now()),
    packageRef,
    hasCustomPrompt,
    versions,
    createdAt: new Date(createdAt).toISOString(),
  };
  return { userInput, runs: [run] };
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
  const [[session], runs] = await Promise.all([
    query<SessionRow>(
      `SELECT s.id, s.title, s.saved, s.expires_at FROM playground_sessions s WHERE ${LIVE} AND s.id = $3`,
      [userId, now(), sessionId],
    ),
    query<TreeRun>(TREE, [sessionId]),
  ]);
  if (session === undefined) return null;
  const thread = threadOf(runs, throughRun);
  if (throughRun !== null && thread.length === 0) return null;
  const versions = new Map(thread.map((run) => [run.id, versionsOf(run, runs)]));
  const rows = await query<ThreadRow>(TURNS, [sessionId, [...versions.keys()]]);
  const { id, title, saved, expires_at: expiresAt } = session;
  const turns = rows.map((row) => toTurn(row, versions.get(row.id) ?? []));
  return { id, title, saved, expiresAt: expiresAt?.toISOString() ?? null, turns };
}

type ListSessions = { userId: string; limit: number; cursor?: string | undefined };
type SummaryRow = SessionRow & { last_turn_at: Date; package_name: string | null };

/** A user's sessions, the last used first, a page at a time. */
export async function listSessions(list: ListSessions): Promise<Page<SessionSummary>> {
  const [before, beforeId] =
    list.cursor === undefined ? [null, null] : decodeCursor(list.cursor, z.tuple([CursorInstant, z.uuid()]));
  const rows = await query<SummaryRow>(
    `SELECT s.id, s.title, s.saved, s.expires_at, s.last_turn_at, p.scope || '/' || p.name AS package_name
    FROM playground_sessions s LEFT JOIN playground_runs r ON r.id = s.last_run_id
    LEFT JOIN packages p ON p.id = r.package_id
    WHERE ${LIVE} AND ($3::timestamptz IS NULL OR (s.last_turn_at, s.id) < ($3, $4::uuid))
    ORDER BY s.last_turn_at DESC, s.id DESC LIMIT $5`,
    [list.userId, now(), before, beforeId, list.limit + 1],
  );
  const items = rows.map((row) => ({
    id: row.id,
    title: row.title,
    saved: row.saved,
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastTurnAt: row.last_turn_at.toISOString(),
    packageName: row.package_name,
  }));
  return toPage(items, list.limit, (item) => [item.lastTurnAt, item.id]);
}

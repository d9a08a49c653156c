import "server-only";
import { z } from "zod";
import { now } from "@/lib/clock";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import { RUN_COLUMNS, type RunRow, toRunState } from "@/lib/runs/read-run.server";
import type { PackageRef, SessionDetail, SessionSummary, SessionTurn, TurnRun } from "@/lib/sessions/session";

const LIVE = "s.user_id = $1 AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $2)";

type SessionRow = { id: string; title: string; saved: boolean; expires_at: Date | null };

type ThreadRow = RunRow & {
  userInput: string;
  comparisonId: string | null;
  hasCustomPrompt: boolean;
  createdAt: string;
  packageRef: PackageRef | null;
  versions: { id: string; failed: boolean }[] | null;
};

/**
 * The thread that goes through a run ($2; null: any) to its newest leaf, oldest turn first. Each turn with its
 * versions: the runs that stand in its place, failed ones left out.
 */
const THREAD = `
WITH RECURSIVE below AS (
  SELECT r.id, r.created_at FROM playground_runs r
  WHERE r.session_id = $1 AND ($2::uuid IS NULL OR r.id = $2)
  UNION
  SELECT r.id, r.created_at FROM below JOIN playground_runs r ON r.parent_run_id = below.id AND r.session_id = $1
    AND $2::uuid IS NOT NULL
), thread AS (
  SELECT r.* FROM playground_runs r WHERE r.id = (SELECT id FROM below ORDER BY created_at DESC, id DESC LIMIT 1)
  UNION ALL
  SELECT r.* FROM thread JOIN playground_runs r ON r.id = thread.parent_run_id
), versions AS (
  SELECT coalesce(parent_run_id, session_id) AS place,
    json_agg(json_build_object('id', id, 'failed', status = 'failed') ORDER BY created_at, id) AS runs
  FROM playground_runs WHERE session_id = $1 AND comparison_id IS NULL GROUP BY 1
)
SELECT ${RUN_COLUMNS}, r.user_input AS "userInput", r.comparison_id AS "comparisonId",
  r.custom_prompt IS NOT NULL AS "hasCustomPrompt", r.created_at AS "createdAt",
  CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'scope', p.scope, 'name', p.name, 'format', p.format,
    'version', v.version) END AS "packageRef", versions.runs AS versions
FROM thread r LEFT JOIN versions ON versions.place = coalesce(r.parent_run_id, r.session_id)
  LEFT JOIN package_versions v ON v.id = r.package_version_id LEFT JOIN packages p ON p.id = v.package_id
ORDER BY r.created_at, r.lane`;

function toTurn(row: ThreadRow): SessionTurn {
  const { userInput, packageRef, hasCustomPrompt, createdAt } = row;
  const versions = (row.versions ?? []).filter((run) => !run.failed || run.id === row.id);
  const run: TurnRun = {
    ...toRunState(row, null, now()),
    packageRef,
    hasCustomPrompt,
    versions: versions.map((run) => run.id),
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
  const [session] = await query<SessionRow>(
    `SELECT s.id, s.title, s.saved, s.expires_at FROM playground_sessions s WHERE ${LIVE} AND s.id = $3`,
    [userId, now(), sessionId],
  );
  if (session === undefined) return null;
  const rows = await query<ThreadRow>(THREAD, [sessionId, throughRun]);
  if (throughRun !== null && rows.length === 0) return null;
  const { id, title, saved, expires_at: expiresAt } = session;
  return { id, title, saved, expiresAt: expiresAt?.toISOString() ?? null, turns: rows.map(toTurn) };
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

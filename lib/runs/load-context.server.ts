import "server-only";
import { query } from "@/lib/db/pool.server";
import type { ModelName } from "@/lib/models/models";
import { promptContent } from "@/lib/packages/prompt-content";
import { visiblePackage } from "@/lib/packages/visible-package";

/** An earlier turn of the thread. */
export type Turn = {
  runId: string;
  status: string;
  packageVersionId: string | null;
  promptHash: string | null;
  model: ModelName;
  userInput: string;
  sentInput: string | null;
  response: string;
  /** Prompt and visible answer as the provider counted them; null when it never said. */
  countedTokens: number | null;
};

export type PackageSource = {
  packageId: string;
  versionId: string;
  version: string;
  scope: string;
  name: string;
  format: string;
  subtype: string;
  promptTokens: number;
  tokensCounted: boolean;
  /** Content is null for a file too heavy for any prompt that was not ticked either. */
  files: { path: string; content: string | null }[];
};

/** What a session's next turn defaults to: what its last run used. */
export type SessionDefaults = {
  packageId: string | null;
  packageVersionId: string | null;
  customPrompt: string | null;
  model: ModelName;
  files: string[] | null;
};

export type RunContext = {
  /** The run that this Idempotency-Key made before. */
  earlier: { id: string; requestHash: string } | null;
  session: { id: string; saved: boolean; last: SessionDefaults | null } | null;
  /** False when the named parent is not a run of this session. */
  parentFound: boolean;
  package: PackageSource | null;
  /** The path to the parent, oldest first. */
  history: Turn[];
  available: number;
  /** Provider cost of the last 24 hours that this user caused without an answer, in micro-dollars. */
  goodwillMicroUsd: number;
  /** The provider's count of this very prompt, when an estimate asked for it. */
  countedTokens: number | null;
};

const STATEMENT = `
WITH RECURSIVE asked AS (
  SELECT $1::uuid AS user_id, $2::uuid AS session_id, $3::uuid AS parent_id, $4::boolean AS names_parent,
    $5::uuid AS package_id, $6::text AS version, $7::boolean AS names_prompt, $8::text[] AS files,
    $9::timestamptz AS now, $10::text AS idempotency_key, $11::text AS count_key
), session AS (
  SELECT s.id, s.saved FROM playground_sessions s, asked
  WHERE s.id = asked.session_id AND s.user_id = asked.user_id AND s.deleted_at IS NULL
    AND (s.expires_at IS NULL OR s.expires_at > asked.now)
), last_run AS (
  SELECT r.* FROM playground_runs r JOIN session ON r.session_id = session.id
  ORDER BY r.created_at DESC, r.id DESC LIMIT 1
), parent AS (
  SELECT r.id FROM asked, playground_runs r JOIN session ON r.session_id = session.id
  WHERE asked.names_parent AND r.id = asked.parent_id
  UNION ALL SELECT last_run.id FROM last_run, asked WHERE NOT asked.names_parent
), version AS (
  SELECT v.*, p.scope, p.name, p.format, p.subtype FROM asked
  LEFT JOIN last_run ON true
  JOIN packages p ON p.id = coalesce(asked.package_id, CASE WHEN NOT asked.names_prompt THEN last_run.package_id END)
  JOIN package_versions v ON v.package_id = p.id AND CASE
    WHEN asked.version IS NOT NULL THEN v.version = asked.version
    WHEN last_run.package_id = p.id THEN v.id = last_run.package_version_id
    ELSE v.id = p.latest_version_id END
  WHERE ${visiblePackage("p", "asked.user_id")}
), thread AS (
  SELECT r.*, 1 AS depth FROM playground_runs r JOIN parent ON r.id = parent.id
  UNION ALL
  SELECT r.*, thread.depth + 1 FROM thread JOIN playground_runs r ON r.id = thread.parent_run_id
)
SELECT
  (SELECT json_build_object('id', r.id, 'requestHash', r.request_hash) FROM playground_runs r
   WHERE r.user_id = asked.user_id AND r.idempotency_key = asked.idempotency_key) AS earlier,
  (SELECT json_build_object('id', session.id, 'saved', session.saved, 'last',
     (SELECT json_build_object('packageId', package_id, 'packageVersionId', package_version_id,
        'customPrompt', custom_prompt, 'model', model, 'files', files) FROM last_run)) FROM session) AS session,
  asked.parent_id IS NULL OR EXISTS (SELECT 1 FROM parent) AS "parentFound",
  (SELECT json_build_object('packageId', package_id, 'versionId', id, 'version', version, 'scope', scope, 'name', name,
     'format', format, 'subtype', subtype, 'promptTokens', prompt_tokens, 'tokensCounted', tokens_counted, 'files',
     (SELECT json_agg(json_build_object('path', f.path, 'content',
        ${promptContent("f", "version", "coalesce(asked.files, (SELECT files FROM last_run))")}) ORDER BY f.path)
      FROM package_files f WHERE f.package_version_id = version.id)) FROM version) AS package,
  coalesce((SELECT json_agg(json_build_object('runId', id, 'status', status, 'packageVersionId', package_version_id,
     'promptHash', prompt_hash, 'model', model, 'userInput', user_input, 'sentInput', sent_input,
     'response', response, 'countedTokens', CASE WHEN usage IS NOT NULL AND NOT usage_estimated
       THEN input_tokens + cache_read_tokens + cache_write_tokens + output_tokens - thinking_tokens END)
     ORDER BY depth DESC) FROM thread), '[]') AS history,
  ledger_available(asked.now, asked.user_id) AS available,
  (SELECT coalesce(sum(cost_micro_usd), 0) FROM playground_runs WHERE user_id = asked.user_id AND goodwill
     AND finished_at > asked.now - interval '24 hours') AS "goodwillMicroUsd",
  (SELECT tokens FROM token_counts WHERE key = concat_ws(':', asked.count_key, (SELECT id FROM version),
     (SELECT id FROM parent))) AS "countedTokens"
FROM asked`;

export type ContextQuestion = {
  userId: string;
  sessionId: string | null;
  /** Undefined: the session's last run; null: begin again. */
  parentRunId: string | null | undefined;
  packageId: string | null;
  packageVersion: string | null;
  /** Does the request name a baseline or a prompt of its own, so that no package follows from the session? */
  namesPrompt: boolean;
  files: readonly string[] | null;
  idempotencyKey: string | null;
  countKey: string;
  now: Date;
};

/** Everything a run is composed of, in one round trip. What the user may not see is not there. */
export async function loadRunContext(question: ContextQuestion): Promise<RunContext> {
  const [row] = await query<Omit<RunContext, "goodwillMicroUsd"> & { goodwillMicroUsd: string }>(STATEMENT, [
    question.userId,
    question.sessionId,
    question.parentRunId ?? null,
    question.parentRunId !== undefined,
    question.packageId,
    question.packageVersion,
    question.namesPrompt,
    question.files,
    question.now,
    question.idempotencyKey,
    question.countKey,
  ]);
  if (row === undefined) throw new Error("the context statement gave no row");
  return { ...row, goodwillMicroUsd: Number(row.goodwillMicroUsd) };
}

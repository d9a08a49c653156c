import "server-only";
import { z } from "zod";
import { describeRun } from "@/lib/credits/describe-transaction";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import type { ErrorCode } from "@/lib/errors";
import { addDays } from "@/lib/insights/day";
import type { OwnRun, RunFilter, RunPackage } from "@/lib/insights/own-run";
import type { Period } from "@/lib/insights/period";
import type { FailureReason } from "@/lib/runs/failure-reason";
import { runErrorBody } from "@/lib/runs/run-error";
import { firstWords } from "@/lib/sessions/first-words";

type ListRuns = RunFilter & {
  userId: string;
  period: Period;
  limit: number;
  cursor?: string | undefined;
  now: Date;
};

type Row = Omit<OwnRun, "createdAt" | "description" | "question" | "error"> & {
  createdAt: Date;
  input: string;
  packageName: string | null;
  hadPackage: boolean;
  hadPrompt: boolean;
  errorCode: ErrorCode | null;
  errorReason: FailureReason | null;
};

const LONGEST_QUESTION = 140;
/** Marks are dropped from its beginning, so somewhat more is read. */
const READ = 1_000;

/** Which versions a run may have been made with; `$9` is the package's id, given only where it is asked for. */
const WITH_PACKAGE = {
  any: "",
  none: "AND r.package_version_id IS NULL",
  gone: `AND r.package_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM package_versions v
    JOIN packages p ON p.id = v.package_id WHERE v.id = r.package_version_id)`,
  one: "AND r.package_version_id IN (SELECT id FROM package_versions WHERE package_id = $9)",
} as const;

// The page by the index of one's own runs first, then what stands around each by primary keys.
const list = (packages: string) => `
WITH page AS MATERIALIZED (
  SELECT r.* FROM playground_runs r
  WHERE r.user_id = $1 AND r.created_at >= $2 AND r.created_at < $3
    AND ($4::timestamptz IS NULL OR (r.created_at, r.id) < ($4, $5::uuid))
    AND ($7::text IS NULL OR r.model = $7) ${packages}
  ORDER BY r.created_at DESC, r.id DESC LIMIT $6
)
SELECT r.id, r.created_at AS "createdAt", r.model, r.status, r.stop_reason AS "stopReason",
  r.credits_quoted AS "creditsQuoted", r.credits_charged AS "creditsSpent",
  r.input_tokens + r.output_tokens + r.cache_read_tokens + r.cache_write_tokens AS "tokensUsed",
  r.error_code AS "errorCode", r.error_reason AS "errorReason", left(r.user_input, ${READ}) AS input,
  k.name AS "packageName", r.package_version_id IS NOT NULL AS "hadPackage",
  r.prompt_hash IS NOT NULL OR r.custom_prompt IS NOT NULL AS "hadPrompt", s.id AS "sessionId"
FROM page r
LEFT JOIN package_versions v ON v.id = r.package_version_id
LEFT JOIN packages k ON k.id = v.package_id
LEFT JOIN playground_sessions s ON s.id = r.session_id AND s.user_id = $1 AND s.deleted_at IS NULL
  AND (s.expires_at IS NULL OR s.expires_at > $8)
ORDER BY r.created_at DESC, r.id DESC`;

function toOwnRun(row: Row): OwnRun {
  const { createdAt, input, packageName, hadPackage, hadPrompt, errorCode, errorReason, ...known } = row;
  const { model, status } = known;
  return {
    ...known,
    createdAt: createdAt.toISOString(),
    description: describeRun({ model, package: packageName, hadPackage, hadPrompt }),
    question: firstWords(input, LONGEST_QUESTION) || null,
    error:
      status === "failed"
        ? runErrorBody({ code: errorCode ?? "internal", reason: errorReason, retryAfterSeconds: null })
        : null,
  };
}

const kindOf = (asked: RunPackage | undefined) =>
  asked === undefined ? "any" : asked === "none" || asked === "gone" ? asked : "one";

/** Somebody's own runs of a period, the newest first, a page at a time: all, or those of a model or a package. */
export async function listRuns(asked: ListRuns): Promise<Page<OwnRun>> {
  const { userId, period, limit, cursor, now, model = null } = asked;
  const [before, beforeId] =
    cursor === undefined ? [null, null] : decodeCursor(cursor, z.tuple([CursorInstant, z.uuid()]));
  const kind = kindOf(asked.package);
  const [from, until] = [period.from, addDays(period.to, 1)].map((day) => `${day}T00:00:00Z`);
  const values = [userId, from, until, before, beforeId, limit + 1, model, now];
  const rows = await query<Row>(list(WITH_PACKAGE[kind]), kind === "one" ? [...values, asked.package] : values);
  return toPage(rows.map(toOwnRun), limit, ({ createdAt, id }) => [createdAt, id]);
}

import "server-only";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { isId, newId } from "@/lib/id";
import type { PromptDraft, PromptDraftSummary } from "@/lib/prompts/prompt";
import { DRAFTS } from "@/lib/prompts/prompt-limits";
import type { DraftChange, NewDraft } from "@/lib/prompts/prompt-request";

type Times = { createdAt: Date; updatedAt: Date };

const TIMES = `created_at AS "createdAt", updated_at AS "updatedAt"`;
const DRAFT = `id, title, text, variable_values AS "values", ${TIMES}`;

function withInstants<Row extends Times>(row: Row) {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

type DraftRow = Omit<PromptDraft, keyof Times> & Times;
type SummaryRow = Omit<PromptDraftSummary, keyof Times> & Times;

/** The first line with a letter or digit in it, without the marks of a heading or list before it. */
const BEGINNING = `left(coalesce(substring(left(text, 2000) from '[[:alnum:]][^\\n\\r]*'), ''), 120)`;

const LIST = `SELECT id, title, ${BEGINNING} AS beginning, char_length(text) AS characters, ${TIMES} FROM prompt_drafts
WHERE user_id = $1 AND ($2::timestamptz IS NULL OR (updated_at, id) < ($2, $3::uuid))
ORDER BY updated_at DESC, id DESC LIMIT $4`;

type ListDrafts = { userId: string; limit: number; cursor?: string | undefined };

/** A user's drafts without their texts, the last changed first, a page at a time. */
export async function listDrafts({ userId, limit, cursor }: ListDrafts): Promise<Page<PromptDraftSummary>> {
  const [before, beforeId] =
    cursor === undefined ? [null, null] : decodeCursor(cursor, z.tuple([CursorInstant, z.uuid()]));
  const found = await query<SummaryRow>(LIST, [userId, before, beforeId, limit + 1]);
  return toPage(found.map(withInstants), limit, (item) => [item.updatedAt, item.id]);
}

/** One's own draft whole; null when there is none such. */
export async function findDraft(userId: string, id: string): Promise<PromptDraft | null> {
  if (!isId(id)) return null;
  const [row] = await query<DraftRow>(`SELECT ${DRAFT} FROM prompt_drafts WHERE id = $2 AND user_id = $1`, [
    userId,
    id,
  ]);
  return row === undefined ? null : withInstants(row);
}

/** One's own draft whole, or `not_found`. */
export async function requireDraft(userId: string, id: string): Promise<PromptDraft> {
  const draft = await findDraft(userId, id);
  if (draft === null) throw new AppError("not_found");
  return draft;
}

const INSERT = `INSERT INTO prompt_drafts (id, user_id, title, text, variable_values, idempotency_key, created_at, updated_at)
SELECT $2, $1, $3, $4, $5, $6, $7, $7
WHERE (SELECT count(*) FROM prompt_drafts WHERE user_id = $1) < $8 RETURNING ${DRAFT}`;

type Making = { userId: string; draft: NewDraft; idempotencyKey: string | null; now: Date };

/**
 * Makes a draft, empty where nothing is said; the one that this key made before, as it is now, when there is one.
 * `conflict` beyond what one user may have.
 */
export async function createDraft({ userId, draft, idempotencyKey, now }: Making): Promise<PromptDraft> {
  return await inTransaction(async (client) => {
    // One at a time for a user, so that the count holds and a key makes one draft.
    await client.query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE", [userId]);
    const known = await client.query<DraftRow>(
      `SELECT ${DRAFT} FROM prompt_drafts WHERE user_id = $1 AND idempotency_key = $2`,
      [userId, idempotencyKey],
    );
    if (known.rows[0] !== undefined) return withInstants(known.rows[0]);
    const { title = "", text = "", values = {} } = draft;
    const fields = [userId, newId(), title, text, JSON.stringify(values), idempotencyKey, now, DRAFTS.count];
    const made = await client.query<DraftRow>(INSERT, fields);
    if (made.rows[0] === undefined) {
      const message = `You have ${DRAFTS.count} prompts, and that is as many as are kept; delete one to save another.`;
      throw new AppError("conflict", { message });
    }
    return withInstants(made.rows[0]);
  });
}

const CHANGE = `UPDATE prompt_drafts SET title = coalesce($3, title), text = coalesce($4, text),
  variable_values = coalesce($5, variable_values), updated_at = greatest(updated_at + interval '1 millisecond', $6)
WHERE id = $2 AND user_id = $1 AND ($7::timestamptz IS NULL OR updated_at = $7) RETURNING ${DRAFT}`;

type Change = { userId: string; id: string; change: DraftChange; now: Date };

/**
 * Changes what is named of one's own draft; an empty change changes nothing. `not_found` when there is none such;
 * `conflict` with the draft as it is when it was changed since what this change is based on, unless it says the same.
 */
export async function changeDraft({ userId, id, change, now }: Change): Promise<PromptDraft> {
  const { title = null, text = null, values, basedOn = null } = change;
  if (title === null && text === null && values === undefined) return await requireDraft(userId, id);
  const fields = [userId, id, title, text, values === undefined ? null : JSON.stringify(values), now, basedOn];
  const [row] = await query<DraftRow>(CHANGE, fields);
  if (row !== undefined) return withInstants(row);
  const draft = await requireDraft(userId, id);
  // The same change sent again, as its answer was lost.
  if (isDeepStrictEqual({ ...draft, ...change, basedOn: null }, { ...draft, basedOn: null })) return draft;
  const message = "This prompt was changed elsewhere meanwhile.";
  throw new AppError("conflict", { message, details: { reason: "changed", draft } });
}

/** Deletes one's own draft for good; packages that were published from it stay. */
export async function deleteDraft(userId: string, id: string): Promise<void> {
  const statement = "DELETE FROM prompt_drafts WHERE id = $2 AND user_id = $1 RETURNING id";
  const [row] = await query(statement, [userId, id]);
  if (row === undefined) throw new AppError("not_found");
}

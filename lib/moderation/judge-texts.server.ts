import "server-only";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { type Classification, classify } from "@/lib/moderation/classify.server";
import type { SharedText } from "@/lib/moderation/finding";
import { recordSpend } from "@/lib/moderation/record-spend.server";

/** Judging costs us money and its author nothing: more in a minute, or in a day, go unjudged at first. */
const JUDGED_A_MINUTE = 5;
const JUDGED_A_DAY = 50;

/** Kept under the day's end: counters are forgotten some minutes after their time. */
const COUNT_DAY = `INSERT INTO rate_limits AS r (key, window_start, count)
VALUES ($2, date_trunc('day', $1::timestamptz, 'UTC') + interval '1 day', 1) ON CONFLICT (key) DO UPDATE SET window_start = excluded.window_start,
  count = CASE WHEN r.window_start = excluded.window_start THEN r.count + 1 ELSE 1 END
RETURNING count`;

/** Does somebody's day have room for one more? Nobody's always has. */
async function hasRoomToday(userId: string | null, now: Date): Promise<boolean> {
  if (userId === null) return true;
  const [row] = await query<{ count: number }>(COUNT_DAY, [now, `judge-day:${userId}`]);
  return Number(row?.count ?? 0) <= JUDGED_A_DAY;
}

async function hasRoom(userId: string | null, now: Date): Promise<boolean> {
  const { DAILY_API_COST_CAP_USD: cap } = env();
  const [row] = await query<{ limited_for: number; spent: string }>(
    `SELECT counted.limited_for, spent_on(($1::timestamptz AT TIME ZONE 'UTC')::date) AS spent
     FROM count_request($1, $2, $3) AS counted`,
    [now, `judge:${userId ?? "later"}`, userId === null ? 0 : JUDGED_A_MINUTE],
  );
  if (row?.limited_for !== 0 || (cap !== undefined && Number(row.spent) >= cap * 1_000_000)) return false;
  return await hasRoomToday(userId, now);
}

/**
 * What Claude says of texts that are about to be shared. Within bounds: so many a minute and a day for their author
 * (null: nobody waits for it), and none at the installation's daily cap; beyond them `unjudged`. What it costs is counted with the
 * day's. Never throws for the provider's sake.
 */
export async function judgeTexts(
  texts: readonly SharedText[],
  { userId, now }: { userId: string | null; now: Date },
): Promise<Classification> {
  if (!(await hasRoom(userId, now))) return { outcome: "unjudged", why: "no_room", costNanoUsd: 0 };
  const judged = await classify(texts, now);
  await recordSpend(judged.costNanoUsd, now);
  return judged;
}

import "server-only";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { type Classification, classify } from "@/lib/moderation/classify.server";
import type { SharedText } from "@/lib/moderation/finding";
import { recordSpend } from "@/lib/moderation/record-spend.server";

/** Judging costs us money and its author nothing: more in a minute go unjudged at first. */
const JUDGED_A_MINUTE = 5;

async function hasRoom(userId: string | null, now: Date): Promise<boolean> {
  const { DAILY_API_COST_CAP_USD: cap } = env();
  const [row] = await query<{ limited_for: number; spent: string }>(
    `SELECT counted.limited_for, spent_on(($1::timestamptz AT TIME ZONE 'UTC')::date) AS spent
     FROM count_request($1, $2, $3) AS counted`,
    [now, `judge:${userId ?? "later"}`, userId === null ? 0 : JUDGED_A_MINUTE],
  );
  return row?.limited_for === 0 && (cap === undefined || Number(row.spent) < cap * 1_000_000);
}

/**
 * What Claude says of texts that are about to be shared. Within bounds: so many a minute for their author (null: nobody
 * waits for it), and none at the installation's daily cap; beyond them `unjudged`. What it costs is counted with the
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

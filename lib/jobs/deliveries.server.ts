import "server-only";
import { query } from "@/lib/db/pool.server";
import { type Channel, type Outcome, retryAt } from "@/lib/jobs/delivery";

/** Whoever sends is done with it long before. */
const LOST_AFTER = "5 minutes";

/** A thing to be told whose telling is now ours alone; `attempts` counts this one. */
export type Claimed = { id: string; attempts: number };

/**
 * What claims rows of `due` (id) for one channel: $1 the channel, $2 now. Who gets a row back, and nobody else, sends it.
 * A row that somebody claimed before is claimed again only after a refusal, when its pause is over.
 */
export const CLAIM = `INSERT INTO deliveries AS d (about, channel, state, attempts, tried_at)
SELECT id, $1, 'sending', 1, $2 FROM due ORDER BY id
ON CONFLICT (about, channel) DO UPDATE SET state = 'sending', attempts = d.attempts + 1, tried_at = $2, retry_at = NULL,
  problem = NULL
WHERE d.state = 'refused' AND d.retry_at <= $2 RETURNING about AS id, attempts`;

/** Of something with this id on this channel: may it be told now? */
export const isDue = (id: string) => `NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.about = ${id} AND d.channel = $1
  AND (d.state <> 'refused' OR d.retry_at > $2))`;

/** Writes down what became of telling these. */
export async function writeOutcome(channel: Channel, claimed: readonly Claimed[], outcome: Outcome, now: Date) {
  const problem = outcome.state === "sent" ? null : outcome.problem;
  await query(
    `UPDATE deliveries SET state = $3, problem = $4, retry_at = c.retry_at
    FROM unnest($1::uuid[], $5::timestamptz[]) AS c (id, retry_at)
    WHERE about = c.id AND channel = $2 AND state = 'sending'`,
    [
      claimed.map(({ id }) => id),
      channel,
      outcome.state,
      problem,
      claimed.map(({ attempts }) => (outcome.state === "refused" ? retryAt(attempts, now) : null)),
    ],
  );
}

/** What a process was sending when it was lost may have arrived: it is not sent again. Answers how many these are. */
export async function giveUpLost(now: Date): Promise<number> {
  const rows = await query(
    `UPDATE deliveries SET state = 'in_doubt', problem = 'the process that was sending it was lost'
    WHERE state = 'sending' AND tried_at < $1::timestamptz - interval '${LOST_AFTER}' RETURNING about`,
    [now],
  );
  return rows.length;
}

import "server-only";
import { query } from "@/lib/db/pool.server";
import { alertChannels, tellerOn } from "@/lib/jobs/alert-channels.server";
import type { ToldAlert } from "@/lib/jobs/alert-message";
import { CLAIM, type Claimed, isDue, writeOutcome } from "@/lib/jobs/deliveries.server";
import type { Channel } from "@/lib/jobs/delivery";
import { log } from "@/lib/log.server";

/** After a day an alert is no news; what goes on is alerted anew. */
const NEWS_FOR = "24 hours";
/** A bound on one call's work; what is left is taken by the next. */
const MOST_MESSAGES = 50;
const MOST_ALERTS = 500;

/** All of the kind that has waited longest, so that much trouble of one kind is one message. */
const CLAIM_KIND = `WITH waiting AS (
  SELECT a.id, a.kind, a.created_at FROM alerts a
  WHERE a.created_at > $2::timestamptz - interval '${NEWS_FOR}' AND a.kind <> ALL ($3) AND ${isDue("a.id")}
), due AS (
  SELECT id FROM waiting WHERE kind = (SELECT kind FROM waiting ORDER BY created_at, kind LIMIT 1)
  ORDER BY id LIMIT ${MOST_ALERTS}
), claimed AS (${CLAIM})
SELECT a.id, a.kind, a.subject, a.day::text, a.message, c.attempts FROM claimed c JOIN alerts a USING (id) ORDER BY a.id`;

/**
 * The next alerts of one kind that are ours to tell. None when there are none, or when another process took all of them
 * at the same moment, and then takes the rest too.
 */
function claimKind(channel: Channel, refused: readonly string[], now: Date): Promise<(ToldAlert & Claimed)[]> {
  return query(CLAIM_KIND, [channel, now, refused]);
}

async function deliverOn(channel: Channel, now: Date): Promise<{ sent: number; failed: number }> {
  const counts = { sent: 0, failed: 0 };
  const told: string[] = [];
  const tell = await tellerOn(channel);
  for (let message = 0; message < MOST_MESSAGES; message += 1) {
    const alerts = await claimKind(channel, told, now);
    const [first] = alerts;
    if (first === undefined) break;
    told.push(first.kind);
    const outcome = await tell(alerts);
    await writeOutcome(channel, alerts, outcome, now);
    if (outcome.state === "sent") {
      counts.sent += alerts.length;
    } else {
      counts.failed += alerts.length;
      const { state, problem } = outcome;
      log.warn({ channel, kind: first.kind, state, problem }, "alerts not delivered");
    }
  }
  return counts;
}

/**
 * Tells what was not told yet, on every channel that is set up: each alert once at most on each, however many processes
 * do this at once. What a channel certainly did not take is tried again by a later call.
 */
export async function deliverAlerts(now: Date): Promise<{ sent: number; failed: number }> {
  const counts = await Promise.all(alertChannels().map((channel) => deliverOn(channel, now)));
  return {
    sent: counts.reduce((sum, { sent }) => sum + sent, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}

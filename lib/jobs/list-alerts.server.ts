import "server-only";
import { query } from "@/lib/db/pool.server";
import { alertChannels } from "@/lib/jobs/alert-channels.server";
import type { Channel } from "@/lib/jobs/delivery";
import type { Told } from "@/lib/jobs/told";

export type AlertLine = {
  id: string;
  kind: string;
  subject: string;
  day: string;
  message: string;
  createdAt: string;
  told: Told[];
};

const NEWEST = `SELECT a.id, a.kind, a.subject, a.day::text, a.message, a.created_at AS "createdAt", coalesce((
    SELECT jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'attempts', d.attempts,
      'triedAt', d.tried_at, 'problem', d.problem) ORDER BY d.channel DESC)
    FROM deliveries d WHERE d.about = a.id), '[]') AS told
FROM alerts a ORDER BY a.created_at DESC, a.id DESC LIMIT $1`;

/** The newest alerts with what became of telling them, and the channels that are set up. */
export async function listAlerts(limit: number): Promise<{ items: AlertLine[]; channels: Channel[] }> {
  const rows = await query<Omit<AlertLine, "createdAt"> & { createdAt: Date }>(NEWEST, [limit]);
  const items = rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { items, channels: alertChannels() };
}

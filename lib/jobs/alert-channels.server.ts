import "server-only";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { alertMail, slackMessage, type ToldAlert } from "@/lib/jobs/alert-message";
import { CHANNELS, type Channel, type Outcome } from "@/lib/jobs/delivery";
import { postWebhook } from "@/lib/jobs/post-webhook.server";
import { canMail, sendMail } from "@/lib/jobs/send-mail.server";
import { siteUrl } from "@/lib/site-url.server";

/** Mail goes to people, not to crowds. */
const MOST_READERS = 50;

/** The addresses of all admins, who may read them of each other anyway. */
async function operators(): Promise<string[]> {
  const rows = await query<{ email: string }>(
    `SELECT email FROM users WHERE role = 'admin' AND banned_at IS NULL ORDER BY id LIMIT ${MOST_READERS}`,
  );
  return rows.map(({ email }) => email);
}

function isSetUp(channel: Channel): boolean {
  return channel === "webhook" ? env().ALERT_WEBHOOK_URL !== undefined : canMail();
}

/** The ways on which this installation's alerts go out; none when nothing is set up. */
export function alertChannels(): Channel[] {
  return CHANNELS.filter(isSetUp);
}

/** Tells alerts of one kind in one message. Never rejects. */
type Tell = (alerts: readonly ToldAlert[]) => Promise<Outcome>;

const refuse =
  (problem: string): Tell =>
  () =>
    Promise.resolve({ state: "refused", problem });

/**
 * How alerts are told on a channel. Who reads them is looked up here, before any alert is claimed: what is claimed and
 * then not sent would be in doubt for good.
 */
export async function tellerOn(channel: Channel): Promise<Tell> {
  const { ALERT_WEBHOOK_URL: url } = env();
  if (channel === "webhook") {
    if (url === undefined) return refuse("there is no webhook");
    return (alerts) => postWebhook(url, slackMessage(alerts, siteUrl()));
  }
  const to = await operators();
  if (to.length === 0) return refuse("there is no admin to write to");
  return (alerts) => sendMail({ to, ...alertMail(alerts, siteUrl()) });
}

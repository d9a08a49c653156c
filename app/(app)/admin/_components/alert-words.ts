import { CHANNELS, type Channel } from "@/lib/jobs/delivery";
import type { Told } from "@/lib/jobs/told";

export const CHANNEL_WORDS = { webhook: "Webhook", mail: "Mail" } as const satisfies Record<Channel, string>;

const DAY_MS = 86_400_000;

/** Where alerts go to, or what has to be set that they do. */
export function channelsWords(channels: readonly Channel[]): string {
  const webhook = channels.includes("webhook")
    ? "A webhook is told of each once."
    : "No webhook is set up: ALERT_WEBHOOK_URL names one.";
  const mail = channels.includes("mail")
    ? "All admins get each once by mail."
    : "No mail is sent: SMTP_URL and MAIL_FROM set it up.";
  return `${webhook} ${mail}`;
}

/** What became of an alert on a channel, without the time; `isBad` when somebody may not have heard of it. */
export function toldWords({ state, attempts, problem }: Told): { words: string; isBad: boolean } {
  if (state === "sent") return { words: "told", isBad: false };
  if (state === "sending") return { words: "is being told", isBad: false };
  if (state === "in_doubt") return { words: `may not have arrived: ${problem}`, isBad: true };
  return { words: `not told after ${attempts === 1 ? "one try" : `${attempts} tries`}: ${problem}`, isBad: true };
}

/** Channels that an alert is still to be told on; after a day it is told to nobody any more. */
export function waitingChannels(
  alert: { createdAt: string; told: readonly Told[] },
  channels: readonly Channel[],
  now: Date,
) {
  if (now.getTime() - Date.parse(alert.createdAt) > DAY_MS) return [];
  return CHANNELS.filter(
    (channel) => channels.includes(channel) && !alert.told.some((told) => told.channel === channel),
  );
}

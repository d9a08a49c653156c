/** The ways on which people are told something. */
export const CHANNELS = ["webhook", "mail"] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * What became of one try. `refused` was certainly not taken, so it may be tried again; what is `in_doubt` may have been
 * taken, so it may not. A problem holds our own words and codes only: addresses of webhooks are secrets.
 */
export type Outcome = { state: "sent" } | { state: "refused" | "in_doubt"; problem: string };

const FIRST_PAUSE_MS = 5 * 60_000;

/** When something that was refused so many times may be tried again: after 5 minutes, then three times as long each. */
export function retryAt(attempts: number, now: Date): Date {
  return new Date(now.getTime() + FIRST_PAUSE_MS * 3 ** (attempts - 1));
}

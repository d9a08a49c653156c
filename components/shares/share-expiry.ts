const DAY_MS = 86_400_000;

/** After how many days a link may end. */
export const EXPIRY_DAYS = [1, 7, 30, 365] as const;

/** The instant so many days after another, as it is sent. */
export function endAfter(days: number, from: Date): string {
  return new Date(from.getTime() + days * DAY_MS).toISOString();
}

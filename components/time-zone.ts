export const TIME_ZONE_COOKIE = "tz";

/** A zone's name as a browser gives it; null for what is none. */
export function readTimeZone(name: string | undefined): string | null {
  if (name === undefined || name.length > 60) return null;
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

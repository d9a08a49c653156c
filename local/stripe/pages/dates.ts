/** A day in words, as receipts show it. */
export function shownDay(epochSeconds: number): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(epochSeconds * 1_000);
}

/**
 * Monthly periods counted from an anchor: period k starts at the anchor plus k months, clamped to the month's last
 * day. Always from the anchor and never from the period before, so that 31 January, 28 February, 31 March follow each
 * other. Half-open [start, end), in UTC.
 */
export type Period = { index: number; start: Date; end: Date };

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

/** The instant at which period k begins; k may be negative. */
export function periodStart(anchor: Date, k: number): Date {
  const months = anchor.getUTCFullYear() * 12 + anchor.getUTCMonth() + k;
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const start = new Date(anchor);
  start.setUTCFullYear(year, month, Math.min(anchor.getUTCDate(), daysInMonth(year, month)));
  return start;
}

/** The period that an instant falls into. */
export function periodAt(anchor: Date, at: Date): Period {
  const monthsBetween = (at.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + at.getUTCMonth() - anchor.getUTCMonth();
  const index = periodStart(anchor, monthsBetween) > at ? monthsBetween - 1 : monthsBetween;
  return { index, start: periodStart(anchor, index), end: periodStart(anchor, index + 1) };
}

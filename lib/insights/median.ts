/** Where `time_bucket()` parts durations: from 0.1 s on four steps double the time. */
const TIME_BOUNDS_MS = Array.from({ length: 47 }, (_, step) => Math.round(100 * 2 ** (step / 4)));

/** The place of the middle of those counted, the lower of two; null without any. */
function middlePlace(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [place, count] of counts.entries()) {
    seen += count;
    if (count > 0 && 2 * seen >= total) return place;
  }
  return null;
}

/** The median of durations that were counted by their bucket, right to a tenth. */
export function medianTimeMs(times: readonly number[]): number | null {
  const place = middlePlace(times);
  if (place === null) return null;
  const [below, above] = [TIME_BOUNDS_MS[place - 1], TIME_BOUNDS_MS[place]];
  if (below === undefined) return TIME_BOUNDS_MS[0] ?? null;
  return above === undefined ? below : Math.round(Math.sqrt(below * above));
}

/** The median charge in credits, of counts from 0 credits on; exact. */
export function medianCharge(charges: readonly number[]): number | null {
  return middlePlace(charges);
}

/** Several such counts as one. */
export function sumCounts(counts: readonly (readonly number[])[]): number[] {
  const places = Math.max(0, ...counts.map(({ length }) => length));
  return Array.from({ length: places }, (_, place) => counts.reduce((sum, each) => sum + (each[place] ?? 0), 0));
}

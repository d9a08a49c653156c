/** A part of a whole, from 0 to 1; null where there is nothing to be a part of. */
export function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

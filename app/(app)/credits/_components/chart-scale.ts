/** The round figure that a chart's top line stands for: 1, 2, 3 or 5 times a power of ten, and never under `value`. */
export function chartTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 3, 5, 10].map((step) => step * power).find((top) => top >= value) ?? 10 * power;
}

/** The p-th percentile of values, by the nearest rank; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Milliseconds with two decimals. */
export function ms(value: number): number {
  return Math.round(value * 100) / 100;
}

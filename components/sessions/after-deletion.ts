/** Where the keyboard goes when these of a list go: to the next one that stays, else the one before; null when none does. */
export function neighbourOf(ids: readonly string[], going: ReadonlySet<string>): string | null {
  const first = ids.findIndex((id) => going.has(id));
  const next = ids.slice(first + 1).find((id) => !going.has(id));
  return next ?? ids.slice(0, Math.max(first, 0)).at(-1) ?? null;
}

import { groupBy } from "@/lib/insights/group-by";

/** Lines that have a key in common, added up in the fields that are named. */
export function sumBy<Field extends string, Line extends Record<Field, number>>(
  lines: readonly Line[],
  keyOf: (line: Line) => string,
  fields: readonly Field[],
): ({ key: string } & Record<Field, number>)[] {
  return [...groupBy(lines, keyOf)].map(([key, of]) => {
    const sums = fields.map((field) => [field, of.reduce((sum, line) => sum + line[field], 0)]);
    return { key, ...(Object.fromEntries(sums) as Record<Field, number>) };
  });
}

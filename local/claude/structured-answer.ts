import { z } from "zod";

const JsonSchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), JsonSchema).optional();
  },
  get items() {
    return JsonSchema.optional();
  },
});

/** The part of JSON Schema that answers are made for. */
type JsonSchema = z.infer<typeof JsonSchema>;

const EMPTY: Readonly<Record<string, unknown>> = { string: "", number: 0, integer: 0, boolean: false, array: [] };

/** The least that a schema allows: empty lists and texts, the first of several choices. */
function least(schema: JsonSchema | undefined): unknown {
  if (schema?.enum) return schema.enum[0];
  if (schema?.type !== "object") return EMPTY[schema?.type ?? ""] ?? null;
  return Object.fromEntries((schema.required ?? []).map((name) => [name, least(schema.properties?.[name])]));
}

/** One objection in the shape of a judge's list, if it has such a list and knows the category. */
function flagOf(schema: JsonSchema, category: string): Record<string, unknown> | null {
  const item = schema.properties?.["flagged"]?.items;
  if (!item?.properties?.["category"]?.enum?.includes(category)) return null;
  const said = { category, severity: "high", reason: "The local stand-in was asked to flag this." };
  return Object.assign({}, least(item), said);
}

/** An answer in JSON that keeps to the schema; with `flag` a judge's list holds that category. */
export function structuredAnswer(schema: unknown, flag: string | undefined): string {
  const known = JsonSchema.parse(schema);
  const flagged = flag === undefined ? null : flagOf(known, flag);
  return JSON.stringify(Object.assign({}, least(known), flagged && { flagged: [flagged] }));
}

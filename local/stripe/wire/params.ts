import { z } from "zod";
import type { Param, Params } from "./form";
import { invalid, type StripeRefusal } from "./stripe-error";

// What parameters are made of; all come as text.
export const text = z.string().min(1, "empty").max(5_000);
/** An empty text takes the value away. */
export const clearable = z
  .string()
  .max(5_000)
  .transform((value) => (value === "" ? null : value));
export const whole = z
  .string()
  .regex(/^-?\d{1,12}$/, "integer")
  .transform(Number);
export const flag = z.enum(["true", "false"], "boolean").transform((value) => value === "true");
export const currency = z
  .string()
  .regex(/^[a-zA-Z]{3}$/, "currency")
  .transform((value) => value.toLowerCase());
/** Up to 50 names; an empty value takes one away, an empty text takes all. */
export const metadata = z.union([
  z.literal("").transform(() => null),
  z.record(z.string().max(40), z.string().max(500)).refine((all) => Object.keys(all).length <= 50, "metadata"),
]);
/** An instant, or bounds around it. */
export const range = z.union([
  whole.transform((at) => ({ gte: at, lte: at })),
  z.strictObject({ gt: whole, gte: whole, lt: whole, lte: whole }).partial(),
]);
/** Whatever Stripe may make of it: taken, and shown again where Stripe shows it. */
export const anything: z.ZodType<Param> = z.lazy(() =>
  z.union([z.string(), z.array(anything), z.record(z.string(), anything)]),
);

export type Range = z.infer<typeof range>;

/** Does an instant lie within the bounds that were asked for? */
export function isWithin(at: number, bounds: Range | undefined): boolean {
  const {
    gt = -Infinity,
    gte = -Infinity,
    lt = Infinity,
    lte = Infinity,
  } = { ...bounds } as Partial<Record<"gt" | "gte" | "lt" | "lte", number>>;
  return at > gt && at >= gte && at < lt && at <= lte;
}

/** Metadata after a change: names are merged, empty values and an empty whole are taken away. */
export function mergedMetadata(
  old: Record<string, string> | null,
  changes: Record<string, string> | null | undefined,
): Record<string, string> {
  if (changes === null) return {};
  const merged = { ...old, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}

function nameOf(path: readonly PropertyKey[]): string {
  const [first = "", ...rest] = path.map(String);
  return first + rest.map((part) => `[${part}]`).join("");
}

function valueAt(params: Param, path: readonly PropertyKey[]): Param | undefined {
  return path.reduce<Param | undefined>(
    (value, key) => (typeof value === "object" ? (value as Params)[String(key)] : undefined),
    params,
  );
}

function refusalOf(issue: z.core.$ZodIssue, params: Params): StripeRefusal {
  if (issue.code === "unrecognized_keys") {
    const name = nameOf([...issue.path, issue.keys[0] ?? ""]);
    return invalid(`Received unknown parameter: ${name}`, "parameter_unknown", name);
  }
  const name = nameOf(issue.path);
  const value = valueAt(params, issue.path);
  if (value === undefined) return invalid(`Missing required param: ${name}.`, "parameter_missing", name);
  if (issue.code === "invalid_union") {
    const inner = issue.errors.flat().find(({ code }) => code === "unrecognized_keys");
    if (inner) return refusalOf({ ...inner, path: [...issue.path, ...inner.path] }, params);
  }
  const shown = typeof value === "string" ? value : "an object";
  if (issue.message === "empty")
    return invalid(`You passed an empty string for '${name}'.`, "parameter_invalid_empty", name);
  if (issue.message === "integer") return invalid(`Invalid integer: ${shown}`, "parameter_invalid_integer", name);
  return invalid(`Invalid ${name}: ${shown}`, undefined, name);
}

/** Parameters in their shape, or Stripe's refusal of the first that is wrong. */
export function parseParams<T>(schema: z.ZodType<T>, params: Params): T {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues;
  const worst = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  throw worst ? refusalOf(worst, params) : invalid("Invalid request");
}

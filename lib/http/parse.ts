import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** Parses or refuses with `invalid_input`, naming each field that is not right. */
export function parseOrRefuse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = issues[0];
  const message = first === undefined ? undefined : `${first.path === "" ? "The body" : first.path}: ${first.message}`;
  throw new AppError("invalid_input", { ...(message ? { message } : {}), details: { issues } });
}

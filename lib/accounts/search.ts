import { z } from "zod";
import { PageQuery } from "@/lib/cursor";

/** What an admin looks for: words, in any case, that appear as they stand. Postgres cannot be asked for a NUL. */
export const SearchQuery = PageQuery.extend({
  q: z
    .string()
    .max(200)
    .transform((words) => words.replaceAll("\u0000", "").trim().toLowerCase())
    .optional(),
});

export type Search = { q?: string | undefined; limit: number; cursor?: string | undefined };

import { z } from "zod";
import { AppError } from "@/lib/errors";

/** `?limit=` and `?cursor=` of every list. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});

/**
 * An instant in a cursor: as `toISOString` writes it, from 1970 to 9999. The database cannot hold all else that reads
 * as a date.
 */
export const CursorInstant = z.iso.datetime({ precision: 3 }).refine((text) => text >= "1970");

export type Page<Item> = { items: Item[]; nextCursor: string | null };

/** A position in a list, opaque to clients. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return btoa(JSON.stringify(position)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Reads a position back, or refuses one that no list of ours gave out. */
export function decodeCursor<T>(cursor: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))));
  } catch (cause) {
    const message = "The cursor is not one this list gave out.";
    throw new AppError("invalid_input", { message, details: { issues: [{ path: "cursor", message }] }, cause });
  }
}

/** Cuts a page of `limit` from `limit + 1` rows; the cursor points behind its last item. */
export function toPage<Item>(
  rows: readonly Item[],
  limit: number,
  position: (item: Item) => readonly (string | number)[],
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null };
}

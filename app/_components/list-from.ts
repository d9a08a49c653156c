import { AppError } from "@/lib/errors";

/** The page of a list that an address asks for; the first one when its cursor is none that the list gave out. */
export async function listFrom<Page>(
  cursor: string | string[] | undefined,
  list: (cursor?: string) => Promise<Page>,
): Promise<Page> {
  if (typeof cursor !== "string") return await list();
  try {
    return await list(cursor);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_input") return await list();
    throw error;
  }
}

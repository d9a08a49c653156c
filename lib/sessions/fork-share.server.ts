import "server-only";
import { z } from "zod";
import type { Plan } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { hashShareToken } from "@/lib/sessions/share-token.server";

/** Body of `POST shared/{token}/fork`. */
export const ForkBody = z.object({
  /** So many turns of it; by default all. */
  turns: z.int().min(0).max(10_000).optional(),
  /** To run the turn after these again: the session is listed once that is done. */
  again: z.boolean().optional(),
});
export type ForkBody = z.infer<typeof ForkBody>;

type Fork = { user: { id: string; plan: Plan }; token: string; body: ForkBody; now: Date };

/**
 * Makes a session of one's own that goes on from what a link shows; no run is copied, the copy is its beginning, also
 * when the link ends later. `not_found` where the link is not live, or has no such turns.
 */
export async function forkShare({ user, token, body, now }: Fork): Promise<{ sessionId: string }> {
  const hash = hashShareToken(token);
  if (hash === null) throw new AppError("not_found");
  const sessionId = newId();
  const { turns = null, again = false } = body;
  const [row] = await query<{ made: boolean }>("SELECT fork_share($1, $2, $3, $4, $5, $6, $7) AS made", [
    now,
    hash,
    user.id,
    sessionId,
    turns,
    user.plan !== "free",
    again,
  ]);
  if (row?.made !== true) throw new AppError("not_found");
  return { sessionId };
}

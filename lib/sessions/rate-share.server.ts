import "server-only";
import { z } from "zod";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { type FoundShare, findShared, type Reader } from "@/lib/sessions/get-shared.server";

/** Body of `POST shared/{token}/feedback`; null takes one's vote back. */
export const Vote = z.object({ helpful: z.boolean().nullable() });
export type Vote = z.infer<typeof Vote>;

/** Whom one network without accounts brings in a UTC day, as the database counts them. */
const NETWORK_A_DAY = 30;
const DAY_SECONDS = 86_400;

type Visitor = Reader & {
  viewer: string;
  /** Keyed hash of address and browser. */
  address: string;
  /** Keyed hash of the address alone; null for who is signed in. */
  network: string | null;
  /** Signed in, or brought our cookie back. */
  isKnown: boolean;
};

/** Counts one look: people, not reloads, and never the owner's. */
export async function countView(share: FoundShare, visitor: Visitor, now: Date): Promise<void> {
  if (share.ownerId === visitor.userId) return;
  const { viewer, address, network, isKnown } = visitor;
  await query("SELECT count_share_view($1, $2, $3, $4, $5, $6)", [now, share.id, viewer, address, network, isKnown]);
}

type Counts = { helpful: number; notHelpful: number; yourVote: boolean | null };

/**
 * A reader's one vote on what a link shows; it can be changed and taken back. `not_found` where the link is not live,
 * `forbidden` for its owner, `rate_limited` where very many without an account voted from one network today.
 */
export async function voteOnShare(
  token: string,
  reader: Pick<Visitor, "userId" | "viewer" | "network">,
  { helpful }: Vote,
  now: Date,
): Promise<Counts> {
  const share = await findShared(token, reader, now);
  if (share === null) throw new AppError("not_found");
  if (share.shared.isYours) {
    throw new AppError("forbidden", { message: "Whether it is helpful is for others to say." });
  }
  const [row] = await query<{ helpful: number; not_helpful: number }>(
    "SELECT helpful, not_helpful FROM vote_on_share($1, $2, $3, $4, $5)",
    [now, share.id, reader.viewer, reader.network, helpful],
  );
  if (row === undefined) {
    const retryAfterSeconds = DAY_SECONDS - (Math.floor(now.getTime() / 1_000) % DAY_SECONDS);
    throw new AppError("rate_limited", {
      message: "Too many votes came from your network today. Sign in to vote.",
      details: { retryAfterSeconds, limit: NETWORK_A_DAY, reason: "rate" },
    });
  }
  return { helpful: row.helpful, notHelpful: row.not_helpful, yourVote: helpful };
}

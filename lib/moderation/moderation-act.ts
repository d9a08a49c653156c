import { z } from "zod";
import { Reason } from "@/lib/accounts/reason";

/** Body of what an operator does against someone: the reason is shown to them. */
export const ReasonGiven = z.object({ reason: Reason });

/** Body of `POST admin/users/{id}/sharing`. Who is banned is told why. */
export const SharingBan = z.discriminatedUnion("banned", [
  z.object({ banned: z.literal(true), reason: Reason }),
  z.object({ banned: z.literal(false), reason: Reason.optional() }),
]);
export type SharingBan = z.infer<typeof SharingBan>;

/** What an operator does with one link, and why. */
export type ModerationAct = { shareId: string; actorId: string; reason: string | undefined; now: Date };

import { z } from "zod";
import { writtenText } from "@/lib/text";

const reason = writtenText({ min: 3, max: 500 });

/** Body of what an operator does against someone: the reason is shown to them. */
export const ReasonGiven = z.object({ reason });

/** Body of what an operator does for someone: the reason is for the audit log. */
export const OptionalReason = z.object({ reason: reason.optional() });

/** Body of `POST admin/users/{id}/sharing`. Who is banned is told why. */
export const SharingBan = z.discriminatedUnion("banned", [
  z.object({ banned: z.literal(true), reason }),
  z.object({ banned: z.literal(false), reason: reason.optional() }),
]);
export type SharingBan = z.infer<typeof SharingBan>;

/** What an operator does with one link, and why. */
export type ModerationAct = { shareId: string; actorId: string; reason: string | undefined; now: Date };

import { z } from "zod";
import { writtenText } from "@/lib/text";

/** Body of `POST runs/{id}/feedback`: a comment that is left out stays, null takes it back. */
export const FeedbackBody = z.object({
  effective: z.boolean(),
  comment: writtenText({ max: 2_000 }).nullable().optional(),
});
export type FeedbackBody = z.infer<typeof FeedbackBody>;

/** What a run's owner says of it. */
export type RunFeedback = { effective: boolean; comment: string | null };

/** A comment as the package's author reads it: not whose it is, nor what was run. */
export type PackageComment = { version: string; effective: boolean; comment: string; at: string };

/** How many runs of a version did what they were to do, and how many did not. */
export type VersionVotes = { version: string; effective: number; notEffective: number };

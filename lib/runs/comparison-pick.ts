import { z } from "zod";

/** The lane that its owner found best (null: none was), and whether they said so before they knew which is which. */
export type ComparisonPick = { winner: number | null; blind: boolean; pickedAt: string };

/** The body of `POST comparisons/{id}/pick`. */
export const PickBody = z.object({ winner: z.int().min(0).max(3).nullable(), blind: z.boolean().optional() });
export type PickBody = z.infer<typeof PickBody>;

import { z } from "zod";
import { BUDGET_PARTS, MOST_BUDGET } from "@/lib/credits/budget";

/** Body of `PUT credits/budget`. */
export const NewBudget = z.object({ credits: z.number().int().min(1).max(MOST_BUDGET) });

/** Body of `POST credits/budget/seen`. */
export const SeenBudget = z.object({ percent: z.literal(BUDGET_PARTS) });

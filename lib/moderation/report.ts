import { z } from "zod";
import { REPORT_CATEGORIES } from "@/lib/moderation/report-category";
import { writtenText } from "@/lib/text";

/** Body of `POST shared/{token}/report`. */
export const NewReport = z.object({
  category: z.enum(REPORT_CATEGORIES),
  comment: writtenText({ max: 2_000 }).nullable().optional(),
});
export type NewReport = z.infer<typeof NewReport>;

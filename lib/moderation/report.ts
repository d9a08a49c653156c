import { z } from "zod";
import { CATEGORIES, CATEGORY_WORDS } from "@/lib/moderation/categories";
import { writtenText } from "@/lib/text";

const REPORT_CATEGORIES = [...CATEGORIES, "other"] as const;

/** What a share can be reported for. */
export type ReportCategory = (typeof REPORT_CATEGORIES)[number];

/** Body of `POST shared/{token}/report`. */
export const NewReport = z.object({
  category: z.enum(REPORT_CATEGORIES),
  comment: writtenText({ max: 2_000 }).nullable().optional(),
});
export type NewReport = z.infer<typeof NewReport>;

/** What a report's category is called. */
export function reportWord(category: ReportCategory): string {
  return category === "other" ? "Something else" : CATEGORY_WORDS[category].label;
}

import { CATEGORIES, CATEGORY_WORDS } from "@/lib/moderation/categories";

export const REPORT_CATEGORIES = [...CATEGORIES, "other"] as const;

/** What a share can be reported for. */
export type ReportCategory = (typeof REPORT_CATEGORIES)[number];

/** What a report's category is called. */
export function reportWord(category: ReportCategory): string {
  return category === "other" ? "Something else" : CATEGORY_WORDS[category].label;
}

import type { Category } from "@/lib/moderation/categories";

/** One objection. `category` is null when the model would not judge the text at all. */
type Flag = { category: Category | null; severity: "low" | "high"; reason: string };

/** How a classification ended. `unjudged`: nobody looked, for the reason named. */
export type Judgement =
  | { outcome: "clear" }
  | { outcome: "flagged"; flags: Flag[] }
  | { outcome: "unjudged"; why: "no_key" | "no_answer" | "unreadable" };

import { z } from "zod";
import { CATEGORIES, type Category } from "@/lib/moderation/categories";

/** One objection. `category` is null when the model would not judge the text at all. */
type Flag = { category: Category | null; severity: "low" | "high"; reason: string };

/** How a classification ended. `unjudged`: nobody looked, for the reason named. */
export type Judgement =
  | { outcome: "clear" }
  | { outcome: "flagged"; flags: Flag[] }
  | { outcome: "unjudged"; why: "no_key" | "no_price" | "no_room" | "no_answer" | "unreadable" };

const Verdict = z.strictObject({
  flagged: z.array(
    z.strictObject({ category: z.enum(CATEGORIES), severity: z.enum(["low", "high"]), reason: z.string() }),
  ),
});

const { $schema: _, ...schema } = z.toJSONSchema(Verdict);

/** The shape that the model is held to. */
export const VERDICT_SCHEMA: Record<string, unknown> = schema;

const LONGEST_REASON = 300;
const NOT_JUDGED: Flag = { category: null, severity: "high", reason: "The model would not judge this text." };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a model's answer says. One that refuses to judge a text says something about the text. */
export function readVerdict({ text, stopReason }: { text: string; stopReason: string | null }): Judgement {
  if (stopReason === "refusal") return { outcome: "flagged", flags: [NOT_JUDGED] };
  const verdict = Verdict.safeParse(parseJson(text));
  if (!verdict.success) return { outcome: "unjudged", why: "unreadable" };
  const flags = verdict.data.flagged.map((flag) => ({ ...flag, reason: flag.reason.slice(0, LONGEST_REASON) }));
  return flags.length === 0 ? { outcome: "clear" } : { outcome: "flagged", flags };
}

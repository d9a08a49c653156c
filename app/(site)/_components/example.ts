import type { ReceiptFacts } from "@/components/runs/receipt";

/** The run that the landing page shows. Figures follow the price rule: 1,562 tokens are one credit. */
export const EXAMPLE = {
  scope: "prpm",
  name: "code-review",
  version: "1.0.0",
  format: "claude",
  tokens: 958,
  question: "Is this safe to merge?",
  attachment: `async function transfer(from, to, cents) {
  const row = await db.find(from);
  if (row.cents < cents) throw new NotEnough();
  await db.update(from, { cents: row.cents - cents });
  await db.update(to, { increment: cents });
}`,
  verdict: "Do not merge.",
  reason: "Two transfers at once can spend the same money.",
  finding:
    "With 100 in the account, two calls for 80 both read 100, both pass the check, and both write 20. 160 has left.",
  fix: `const { count } = await db.updateMany({
  where: { id: from, cents: { gte: cents } },
  data: { cents: { decrement: cents } },
});
if (count === 0) throw new NotEnough();`,
  receipt: {
    creditsQuoted: 2,
    creditsSpent: 1,
    model: "sonnet",
    tokensUsed: 1_562,
    usage: { inputTokens: 192, outputTokens: 412, thinkingTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 958 },
    usageEstimated: false,
    firstTokenMs: 410,
    durationMs: 6_120,
  } satisfies ReceiptFacts,
} as const;

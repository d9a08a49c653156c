import "server-only";
import { countTokens } from "@/lib/anthropic/count-tokens.server";
import { getMeans } from "@/lib/credits/wallet.server";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { heaviestPrompt } from "@/lib/runs/fit-history";
import { type PreparedRun, prepareRun } from "@/lib/runs/prepare-run.server";
import { withCount } from "@/lib/runs/prompt-weight";
import { pauseOf } from "@/lib/runs/provider-outage.server";
import { creditsForUsage, type Quote, quoteRun } from "@/lib/runs/quote";
import type { Estimate } from "@/lib/runs/run";
import type { RunRequest } from "@/lib/runs/run-request";

/** What an answer usually takes, in tokens; models that always think spend some before the first word. */
const LIKELY_ANSWER_TOKENS = 450;
const LIKELY_THINKING_TOKENS = 400;

function likelyCredits({ model, price, weight }: PreparedRun, quote: Quote, tokens: number): number {
  const answer = LIKELY_ANSWER_TOKENS + (model.thinking === "always" ? LIKELY_THINKING_TOKENS : 0);
  const used = {
    inputTokens: tokens - weight.cachedTokens,
    outputTokens: Math.min(answer, quote.maxTokens),
    cacheReadTokens: 0,
    cacheWriteTokens: weight.cachedTokens,
  };
  return creditsForUsage(model, price, used, quote.credits);
}

/** Asks the provider to count this prompt and remembers the answer, so that the run's quote rests on it. */
async function count(prepared: PreparedRun): Promise<number | null> {
  // What is remembered stands for the whole thread.
  if (prepared.omittedTurns > 0) return null;
  if (prepared.context.countedTokens !== null) return prepared.context.countedTokens;
  const { model, system, messages } = prepared.provider;
  const tokens = await countTokens({ model, system, messages });
  if (tokens === null) return null;
  await query(
    `INSERT INTO token_counts (key, tokens) VALUES ($1, $2)
    ON CONFLICT (key) DO UPDATE SET tokens = excluded.tokens, counted_at = now()`,
    [prepared.context.countKey, tokens],
  );
  return tokens;
}

/**
 * What a run would cost: the likely and the most, without holding anything. Refuses like `startRun` would for the
 * same body, except that not enough credits (`canAfford: false`) and a paused model (`unavailable`) are answers and not
 * refusals; limits of time and the daily cap are not looked at.
 */
export async function estimateRun(userId: string, request: RunRequest, now: Date): Promise<Estimate> {
  const prepared = await prepareRun(userId, request, { now });
  if ("earlier" in prepared) throw new Error("an estimate has no idempotency key");
  return (await estimatePrepared(userId, prepared, { budget: request.maxCredits, now })).estimate;
}

type Asked = { budget: number | undefined; now: Date };

/** The estimate of a run that is prepared, and how many credits its user can spend. */
export async function estimatePrepared(
  userId: string,
  prepared: PreparedRun,
  { budget, now }: Asked,
): Promise<{ estimate: Estimate; spendable: number }> {
  const [counted, { available, spendable }] = await Promise.all([count(prepared), getMeans(userId, now)]);
  const tokens = counted ?? prepared.weight.tokens;
  const { model, price, weight, context } = prepared;
  const counting = counted === null ? weight : withCount(weight, counted);
  const quote = quoteRun(model, price, counting, budget);
  const estimate: Estimate = {
    estimatedCredits: likelyCredits(prepared, quote, tokens),
    maxCredits: quote.credits,
    minCredits: quote.minCredits,
    inputTokens: tokens,
    maxTokens: quote.maxTokens,
    model: model.name,
    canAfford: spendable >= quote.credits,
    available,
    estimated: counted === null,
    goodwillSpent: context.goodwillMicroUsd >= env().GOODWILL_USD_PER_DAY * 1_000_000,
    contextTokens: tokens,
    contextLimit: heaviestPrompt(model, price),
    // A bound, where the whole may be the provider's count.
    history: { ...prepared.history, tokens: Math.min(prepared.history.tokens, tokens) },
    omittedTurns: prepared.omittedTurns,
    unavailable: pauseOf(context.outage, now),
  };
  return { estimate, spendable };
}

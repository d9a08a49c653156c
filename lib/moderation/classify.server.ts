import "server-only";
import { randomBytes } from "node:crypto";
import { askJson } from "@/lib/anthropic/ask-json.server";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";
import { costNanoUsd, priceInForce } from "@/lib/models/cost";
import { MODELS } from "@/lib/models/models";
import type { SharedText } from "@/lib/moderation/finding";
import { type Judgement, readVerdict, VERDICT_SCHEMA } from "@/lib/moderation/judgement";
import { JUDGING_SYSTEM, judgingMessage } from "@/lib/moderation/judging-prompt";

/** A person waits for it. */
const TIMEOUT_MS = 10_000;
const MAX_TOKENS = 1_024;

/** A judgement with what the provider bills for it; an answer that never came counts as nothing. */
export type Classification = Judgement & { costNanoUsd: number };

const free = (judgement: Judgement): Classification => ({ ...judgement, costNanoUsd: 0 });

/**
 * Has Haiku judge texts that are about to be shared, within ten seconds; never throws. Of long texts it sees the beginning
 * and the end. Without a key (or a server that stands in for the provider) nobody judges.
 */
export async function classify(texts: readonly SharedText[], now: Date): Promise<Classification> {
  const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, MODEL_ID_HAIKU } = env();
  if (ANTHROPIC_API_KEY === undefined && ANTHROPIC_BASE_URL === undefined) {
    return free({ outcome: "unjudged", why: "no_key" });
  }
  const price = priceInForce(MODELS.haiku, now);
  if (price === null) return free({ outcome: "unjudged", why: "no_price" });
  try {
    const answer = await askJson({
      model: MODEL_ID_HAIKU ?? MODELS.haiku.providerModel,
      system: JUDGING_SYSTEM,
      user: judgingMessage(texts, randomBytes(8).toString("hex")),
      schema: VERDICT_SCHEMA,
      maxTokens: MAX_TOKENS,
      timeoutMs: TIMEOUT_MS,
    });
    // A refusal before the first word is not billed (documented).
    const billed = answer.stopReason !== "refusal" || answer.tokens.outputTokens > 0;
    return { ...readVerdict(answer), costNanoUsd: billed ? costNanoUsd(price, answer.tokens) : 0 };
  } catch (error) {
    log.warn({ err: error }, "a share could not be judged");
    return free({ outcome: "unjudged", why: "no_answer" });
  }
}

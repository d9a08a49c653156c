import type { ModelName } from "@/lib/models/models";
import { boundTokens } from "@/lib/packages/estimate-tokens";
import type { PromptWeight } from "@/lib/runs/quote";

/** The smallest prefix that any current model caches (documented minimums start here). */
const SMALLEST_CACHED_TOKENS = 512;
/** Roles and separators around a message, generously. */
export const MESSAGE_OVERHEAD_TOKENS = 8;
/** The provider calls its own count an estimate; a small margin keeps the quote above it. */
const COUNT_MARGIN_TOKENS = 16;

export type WeighedPrompt = PromptWeight & {
  cacheSystem: boolean;
  /** True where some part is our own bound and not the provider's figure. */
  estimated: boolean;
};

type Parts = {
  system: string | null;
  userInput: string;
  /** The weight of the turns that go before, when the turn right before does not say it all. */
  historyTokens: number;
  /** The provider's count of the system prompt alone, when it was taken. */
  systemTokens: number | null;
  /** The provider's count of this very prompt, when an estimate took it. */
  countedTokens: number | null;
  /** The turn right before, when it was composed of the same prompt by the same model. */
  parentTokens: number | null;
};

/** Weighs a prompt without calling anybody: the provider's counts where we have them, else a bound that is never low. */
export function weighPrompt(parts: Parts): WeighedPrompt {
  const system =
    parts.system === null ? 0 : (parts.systemTokens ?? boundTokens(parts.system)) + MESSAGE_OVERHEAD_TOKENS;
  const cacheSystem = system >= SMALLEST_CACHED_TOKENS;
  const newest = boundTokens(parts.userInput) + MESSAGE_OVERHEAD_TOKENS;
  const tokens = (parts.parentTokens ?? system + parts.historyTokens) + newest;
  const bound = { tokens, cachedTokens: cacheSystem ? Math.min(system, tokens) : 0, cacheSystem, estimated: true };
  return parts.countedTokens === null ? bound : withCount(bound, parts.countedTokens);
}

/** The same prompt by the provider's own count. */
export function withCount(weight: WeighedPrompt, countedTokens: number): WeighedPrompt {
  const tokens = countedTokens + COUNT_MARGIN_TOKENS;
  return { ...weight, tokens, cachedTokens: Math.min(weight.cachedTokens, tokens), estimated: false };
}

/** What two turns of a thread must share for one's count to say something about the other's prompt. */
export type CountedAs = {
  promptHash: string | null;
  packageVersionId: string | null;
  model: ModelName;
  omittedTurns: number;
};

/**
 * Do both begin with the same system prompt and the same turns, for the same model? Which turns are left out also
 * depends on the package: that in which a slash command began stays.
 */
export function countAlike(one: CountedAs, other: CountedAs): boolean {
  return (
    one.promptHash === other.promptHash &&
    one.model === other.model &&
    one.omittedTurns === other.omittedTurns &&
    (one.omittedTurns === 0 || one.packageVersionId === other.packageVersionId)
  );
}

type Parent = CountedAs & { countedTokens: number | null; status: string };

/** The count of the turn before, if this prompt only adds to what was counted there. */
export function parentTokens(parent: Parent | undefined, prompt: CountedAs): number | null {
  if (parent === undefined || parent.status !== "succeeded") return null;
  return countAlike(parent, prompt) ? parent.countedTokens : null;
}

/** The bound is high on purpose; this is what a text most likely weighs, for settling a run that was cut short. */
export function likelyTokens(text: string): number {
  return Math.ceil(boundTokens(text) * 0.75);
}

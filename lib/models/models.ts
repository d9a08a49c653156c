/** Prices in nano-dollars a token, in force from `from` (UTC date). Source: the vendor's price list of that day. */
export type ModelPrice = {
  from: string;
  input: number;
  output: number;
  cacheWrite: number;
  cacheRead: number;
  /** Above this prompt size the whole request is charged at `long`. */
  longPrompt?: { above: number; input: number; output: number; cacheWrite: number; cacheRead: number };
};

export type Effort = "low" | "medium" | "high";
export const EFFORTS = ["low", "medium", "high"] as const satisfies readonly Effort[];

export const MODEL_NAMES = ["haiku", "sonnet", "opus", "fable"] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

export type Model = {
  name: ModelName;
  label: string;
  /** The provider's id, sent exactly as written. */
  providerModel: string;
  /** Smallest budget in credits. */
  minCredits: number;
  /** Answer room that the default budget leaves, in tokens. */
  defaultRoom: number;
  /** The provider's tokens that count as one of ours for the token ceiling. */
  tokensPerToken: number;
  maxOutputTokens: number;
  contextTokens: number;
  /** Does it think before it answers, whatever is asked? Sonnet is sent `between_tools`, which keeps it from it. */
  thinking: "always" | "between_tools" | "never";
  hint: string;
  prices: readonly ModelPrice[];
};

/** The four models on offer. Every price row is dated; a model without a row in force cannot be run. */
export const MODELS: Readonly<Record<ModelName, Model>> = {
  haiku: {
    name: "haiku",
    label: "Haiku 5.5",
    providerModel: "claude-haiku-5-5",
    minCredits: 1,
    defaultRoom: 1_024,
    tokensPerToken: 4,
    maxOutputTokens: 128_000,
    contextTokens: 1_000_000,
    thinking: "never",
    hint: "Fast and light; four tokens count as one",
    prices: [
      {
        from: "2026-10-07",
        input: 100,
        output: 500,
        cacheWrite: 125,
        cacheRead: 10,
        longPrompt: { above: 100_000, input: 500, output: 2_500, cacheWrite: 625, cacheRead: 50 },
      },
    ],
  },
  sonnet: {
    name: "sonnet",
    label: "Sonnet 5.5",
    providerModel: "claude-sonnet-5-5",
    minCredits: 1,
    defaultRoom: 1_024,
    tokensPerToken: 1,
    maxOutputTokens: 128_000,
    contextTokens: 1_000_000,
    thinking: "between_tools",
    hint: "The everyday choice",
    prices: [{ from: "2026-10-07", input: 2_000, output: 10_000, cacheWrite: 2_500, cacheRead: 100 }],
  },
  opus: {
    name: "opus",
    label: "Opus 5.5",
    providerModel: "claude-opus-5-5",
    minCredits: 3,
    defaultRoom: 2_048,
    tokensPerToken: 1,
    maxOutputTokens: 128_000,
    contextTokens: 1_000_000,
    thinking: "always",
    hint: "Thinks before it answers; from 3 credits",
    prices: [{ from: "2026-10-07", input: 4_000, output: 20_000, cacheWrite: 5_000, cacheRead: 200 }],
  },
  fable: {
    name: "fable",
    label: "Fable 5.2",
    providerModel: "claude-fable-5-2",
    minCredits: 3,
    defaultRoom: 2_048,
    tokensPerToken: 1,
    maxOutputTokens: 128_000,
    contextTokens: 1_000_000,
    thinking: "always",
    hint: "The most capable; costs most credits",
    prices: [{ from: "2026-11-09", input: 8_000, output: 40_000, cacheWrite: 10_000, cacheRead: 200 }],
  },
};

export const DEFAULT_MODEL: ModelName = "sonnet";

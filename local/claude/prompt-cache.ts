import { createHash } from "node:crypto";
import type { Usage } from "@anthropic-ai/sdk/resources/messages";

/** One block of a prompt; `ttl` says that it carries a cache mark and for how long. */
export type PromptBlock = { key: string; tokens: number; ttl: "5m" | "1h" | null };

/** The input side of `usage`: the three counts never overlap and add up to the whole prompt. */
export type PromptUsage = Pick<Usage, "input_tokens" | "cache_creation_input_tokens" | "cache_read_input_tokens"> & {
  cache_creation: NonNullable<Usage["cache_creation"]>;
};

type Prefix = { digest: string; tokens: number; ttl: "5m" | "1h" | null };
type Entry = { expiresAt: number; ttlMs: number };

// Anthropic, "Prompt caching": the minimum of the Sonnet family, 5 minutes or 1 hour, look-back of 20 blocks.
const MIN_TOKENS = 1_024;
const TTL_MS = { "5m": 300_000, "1h": 3_600_000 } as const;
const LOOK_BACK = 20;
const MAX_ENTRIES = 10_000;

function prefixesOf(model: string, blocks: readonly PromptBlock[]): Prefix[] {
  let digest = model;
  let tokens = 0;
  return blocks.map((block) => {
    digest = createHash("sha256").update(digest).update("\0").update(block.key).digest("base64");
    tokens += block.tokens;
    return { digest, tokens, ttl: block.ttl };
  });
}

function usageOf(prefixes: readonly Prefix[], marks: readonly number[], readAt: number): PromptUsage {
  const tokensAt = (index: number) => prefixes[index]?.tokens ?? 0;
  const written = { "5m": 0, "1h": 0 };
  let covered = tokensAt(readAt);
  for (const mark of marks) {
    if (mark <= readAt) continue;
    written[prefixes[mark]?.ttl ?? "5m"] += tokensAt(mark) - covered;
    covered = tokensAt(mark);
  }
  return {
    input_tokens: tokensAt(prefixes.length - 1) - covered,
    cache_creation_input_tokens: written["5m"] + written["1h"],
    cache_read_input_tokens: tokensAt(readAt),
    cache_creation: { ephemeral_5m_input_tokens: written["5m"], ephemeral_1h_input_tokens: written["1h"] },
  };
}

/**
 * The prompt cache: `price` splits a prompt into plain, written and read tokens; `commit` makes what was written
 * readable, and is called when the answer starts, as the API does. `now` gives milliseconds.
 */
export function createPromptCache(now: () => number) {
  const entries = new Map<string, Entry>();

  const isLive = (prefix: Prefix | undefined) => (entries.get(prefix?.digest ?? "")?.expiresAt ?? 0) > now();

  function findRead(prefixes: readonly Prefix[], marks: readonly number[]): number {
    for (let index = marks.at(-1) ?? -1; index >= 0; index -= 1) {
      const inReach = marks.some((mark) => mark >= index && mark - index < LOOK_BACK);
      if (inReach && isLive(prefixes[index])) return index;
    }
    return -1;
  }

  function store(digest: string, ttlMs: number): void {
    entries.delete(digest);
    entries.set(digest, { expiresAt: now() + ttlMs, ttlMs });
    const oldest = entries.size > MAX_ENTRIES ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
  }

  return {
    price(model: string, blocks: readonly PromptBlock[]): { usage: PromptUsage; commit(): void } {
      const marked = blocks.some((block) => block.ttl);
      const prefixes = marked
        ? prefixesOf(model, blocks)
        : [{ digest: "", tokens: blocks.reduce((sum, block) => sum + block.tokens, 0), ttl: null }];
      const marks = prefixes.flatMap((prefix, index) => (prefix.ttl && prefix.tokens >= MIN_TOKENS ? [index] : []));
      const readAt = findRead(prefixes, marks);
      const readDigest = prefixes[readAt]?.digest ?? "";
      const writes = marks.flatMap((mark) => prefixes[mark] ?? []);
      return {
        usage: usageOf(prefixes, marks, readAt),
        commit() {
          const read = entries.get(readDigest);
          if (read) store(readDigest, read.ttlMs);
          for (const write of writes) store(write.digest, TTL_MS[write.ttl ?? "5m"]);
        },
      };
    },
  };
}

export type PromptCache = ReturnType<typeof createPromptCache>;

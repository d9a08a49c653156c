import { likelyTokens } from "@/lib/runs/prompt-weight";
import type { RunUsage } from "@/lib/runs/run";

/** How fast the quickest of the thinking models thinks, in tokens a second, generously. */
const THINKING_TOKENS_A_SECOND = 150;

type Counted = {
  input_tokens: number;
  output_tokens: number;
  thinking_tokens: number;
  cache_read_input_tokens: number;
  cache_creation_input_tokens: number;
};

type Ended = {
  /** The provider's last word on usage; null when it said none. */
  usage: Counted | null;
  /** Did the provider finish, so that its figures are whole? */
  complete: boolean;
  /** Did it take the request? What it never took costs nothing. */
  accepted: boolean;
  text: string;
  /** How long it thought before the first word, or until now; null when it did not. */
  thoughtMs: number | null;
  promptTokens: number;
  maxTokens: number;
};

/** Thinking is billed though nothing of it is shown; where the provider's figure never came, its time stands for it. */
function likelyThinking(thoughtMs: number | null, room: number): number {
  if (thoughtMs === null) return 0;
  return Math.min(Math.max(0, room), Math.ceil((thoughtMs / 1_000) * THINKING_TOKENS_A_SECOND));
}

/** The provider's figures, or for a run that was cut short its input and what was delivered, counted by us. */
export function billedUsage(ended: Ended): RunUsage {
  const { usage, complete, text } = ended;
  const written = likelyTokens(text);
  const thinkingTokens = complete
    ? (usage?.thinking_tokens ?? 0)
    : likelyThinking(ended.thoughtMs, ended.maxTokens - written);
  return {
    inputTokens: usage?.input_tokens ?? (ended.accepted ? ended.promptTokens : 0),
    outputTokens: complete
      ? (usage?.output_tokens ?? 0)
      : Math.max(usage?.output_tokens ?? 0, written + thinkingTokens),
    thinkingTokens,
    cacheReadTokens: usage?.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage?.cache_creation_input_tokens ?? 0,
  };
}

import type {
  Message,
  MessageDeltaUsage,
  RawMessageStreamEvent,
  RefusalStopDetails,
  StopReason,
} from "@anthropic-ai/sdk/resources/messages";
import type { PromptUsage } from "./prompt-cache";
import { piecesOf, tokensOf } from "./tokens";

/** How a generation can break: `after` counts the text deltas sent before it does. */
export type Fault = { kind: "error" | "cut" | "end" | "hang" | "malformed" | "refusal"; after: number };

/** Everything one answer needs, decided before its first byte. `text` of a thinking block is null when it is omitted. */
export type Generation = {
  id: string;
  model: string;
  prompt: PromptUsage;
  maxTokens: number;
  thinking: { tokens: number; text: string | null };
  text: string;
  /** In how many deltas the text goes out; null: one a token. */
  pieces: number | null;
  refuse: boolean;
  fault: Fault | null;
};

/** One step of an answer: what to send, and for how many tokens the pace has to wait before it. */
export type Step = { tokens: number; event: RawMessageStreamEvent | { type: "ping" } | null };

/** How the events ended: whole, or by the fault that the writer now has to carry out. */
export type Ending = "whole" | Exclude<Fault["kind"], "refusal">;

const REFUSAL: RefusalStopDetails = {
  type: "refusal",
  category: "general_harms",
  explanation: "The local stand-in was asked to refuse.",
};

/** The message as `message_start` carries it: empty, with the whole input side of usage. */
export function emptyMessage(generation: Generation): Message {
  return {
    id: generation.id,
    type: "message",
    role: "assistant",
    model: generation.model,
    content: [],
    container: null,
    diagnostics: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: {
      ...generation.prompt,
      output_tokens: generation.refuse ? 0 : 1,
      output_tokens_details: { thinking_tokens: 0 },
      server_tool_use: null,
      service_tier: "standard",
      speed: "standard",
      inference_geo: null,
    },
  };
}

type End = { stopReason: StopReason; outputTokens: number; thinkingTokens: number };

function* finish(generation: Generation, { stopReason, outputTokens, thinkingTokens }: End): Generator<Step, "whole"> {
  const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens } = generation.prompt;
  const cumulative: MessageDeltaUsage = {
    input_tokens,
    cache_creation_input_tokens,
    cache_read_input_tokens,
    output_tokens: outputTokens,
    output_tokens_details: { thinking_tokens: thinkingTokens },
    server_tool_use: null,
  };
  const stopDetails = stopReason === "refusal" ? REFUSAL : null;
  const delta = { container: null, stop_details: stopDetails, stop_reason: stopReason, stop_sequence: null };
  yield { tokens: 0, event: { type: "message_delta", delta, usage: cumulative } };
  yield { tokens: 0, event: { type: "message_stop" } };
  return "whole";
}

function* thinkingBlock({ thinking, id }: Generation, tokens: number): Generator<Step, void> {
  const index = 0;
  const block = { type: "thinking", thinking: "", signature: "" } as const;
  yield { tokens: 0, event: { type: "content_block_start", index, content_block: block } };
  yield { tokens: 0, event: { type: "ping" } };
  const pieces = thinking.text === null ? null : tokensOf(thinking.text);
  if (!pieces) {
    yield { tokens: 0, event: { type: "content_block_delta", index, delta: { type: "thinking_delta", thinking: "" } } };
  }
  for (let sent = 0; sent < tokens; sent += 1) {
    const piece = pieces?.next().value;
    const delta = piece ? ({ type: "thinking_delta", thinking: piece } as const) : null;
    yield { tokens: 1, event: delta && { type: "content_block_delta", index, delta } };
  }
  const signature = Buffer.from(`local stand-in, nothing was signed: ${id}`).toString("base64");
  yield { tokens: 0, event: { type: "content_block_delta", index, delta: { type: "signature_delta", signature } } };
  yield { tokens: 0, event: { type: "content_block_stop", index } };
}

/** The events of an answer after `message_start`, in the API's order. */
export function* streamEvents(generation: Generation): Generator<Step, Ending> {
  const { text, fault, maxTokens } = generation;
  if (generation.refuse)
    return yield* finish(generation, { stopReason: "refusal", outputTokens: 0, thinkingTokens: 0 });

  const thinkingTokens = Math.min(generation.thinking.tokens, maxTokens);
  if (thinkingTokens > 0) yield* thinkingBlock(generation, thinkingTokens);
  const index = thinkingTokens > 0 ? 1 : 0;
  const room = maxTokens - thinkingTokens;
  const faultAfter = fault?.after ?? Number.POSITIVE_INFINITY;
  const pieces = piecesOf(text, generation.pieces);
  let sent = 0;
  let sentTokens = 0;
  let piece = pieces.next();
  for (; !piece.done && sentTokens + piece.value.tokens <= room && sent < faultAfter; piece = pieces.next()) {
    if (sent === 0) {
      const block = { type: "text", text: "", citations: null } as const;
      yield { tokens: 0, event: { type: "content_block_start", index, content_block: block } };
      if (index === 0) yield { tokens: 0, event: { type: "ping" } };
    }
    sent += 1;
    sentTokens += piece.value.tokens;
    const delta = { type: "text_delta", text: piece.value.text } as const;
    yield { tokens: piece.value.tokens, event: { type: "content_block_delta", index, delta } };
  }
  const broke = fault && sent >= fault.after ? fault.kind : null;
  if (broke && broke !== "refusal") return broke;
  if (sent > 0) yield { tokens: 0, event: { type: "content_block_stop", index } };
  const stopReason = broke ?? (piece.done ? "end_turn" : "max_tokens");
  return yield* finish(generation, { stopReason, outputTokens: thinkingTokens + sentTokens, thinkingTokens });
}

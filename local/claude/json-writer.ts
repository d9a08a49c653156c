import type { ContentBlock, Message, RawContentBlockDelta } from "@anthropic-ai/sdk/resources/messages";
import { sendJson, waitUnlessGone } from "../stand-in/http-io";
import { ApiError } from "./errors";
import { type Ending, emptyMessage, type Generation, type Step, streamEvents } from "./generation";
import type { Writing } from "./stream-writer";

function applyDelta(block: ContentBlock | undefined, delta: RawContentBlockDelta): void {
  if (block?.type === "text" && delta.type === "text_delta") block.text += delta.text;
  if (block?.type !== "thinking") return;
  if (delta.type === "thinking_delta") block.thinking += delta.thinking;
  if (delta.type === "signature_delta") block.signature = delta.signature;
}

function applyEvent(message: Message, event: Step["event"]): void {
  if (event?.type === "content_block_start") message.content.push(event.content_block);
  if (event?.type === "content_block_delta") applyDelta(message.content[event.index], event.delta);
  if (event?.type !== "message_delta") return;
  const { stop_reason, stop_details, stop_sequence } = event.delta;
  const { output_tokens, output_tokens_details } = event.usage;
  Object.assign(message, { stop_reason, stop_details, stop_sequence });
  Object.assign(message.usage, { output_tokens, output_tokens_details });
}

/** Runs a generation at once: the message it comes to, the tokens it took, and how it ended. */
function collectMessage(generation: Generation): { message: Message; tokens: number; ending: Ending } {
  const message = emptyMessage(generation);
  const steps = streamEvents(generation);
  let tokens = 0;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { message, tokens, ending: step.value };
    tokens += step.value.tokens;
    applyEvent(message, step.value.event);
  }
}

/** Sends an answer as one JSON body after the time its tokens would have taken; faults break the body instead. */
export async function writeMessage({ res, generation, pace, onTear }: Writing): Promise<void> {
  const { message, tokens, ending } = collectMessage(generation);
  const present = await waitUnlessGone(res, pace.firstTokenMs + (tokens * 1000) / pace.tokensPerSecond);
  if (!present || ending === "hang") return;
  if (ending === "error") throw new ApiError(529, "Overloaded");
  if (ending === "whole") return sendJson(res, 200, message);
  const body = JSON.stringify(message);
  const half = body.slice(0, body.length >> 1);
  res.writeHead(200, { "content-type": "application/json" });
  if (ending !== "cut") {
    res.end(half);
    return;
  }
  onTear();
  res.write(half, () => res.socket?.destroy());
}

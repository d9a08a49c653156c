import { randomUUID } from "node:crypto";
import type { Directives } from "./directives";
import { fallbackAnswer } from "./fallback-answer";
import { fillerText } from "./filler";
import type { Fault, Generation } from "./generation";
import { markdownFiller } from "./markdown-filler";
import type { MessageRequest } from "./message-request";
import { MAX_OUTPUT_TOKENS, type ModelTraits } from "./models";
import { findPreparedAnswer, type PreparedAnswer } from "./prepared-answers";
import { lastUserText, textOf } from "./prompt";
import type { PromptUsage } from "./prompt-cache";
import type { Pace } from "./stream-writer";
import { structuredAnswer } from "./structured-answer";
import { countTokens } from "./tokens";

const DEFAULT_PACE = { tokensPerSecond: 90, firstTokenMs: 350 };
const UNPACED_RATE = 100_000;
const DEFAULT_THINKING_TOKENS = 40;
// One more than any request may ask for, so that a longer wish still ends on max_tokens.
const LONGEST_TEXT = MAX_OUTPUT_TOKENS + 1;

type Composition = {
  request: MessageRequest;
  model: ModelTraits;
  directives: Directives;
  /** The last user message without its directives. */
  input: string;
  answers: readonly PreparedAnswer[];
  prompt: PromptUsage;
};

function chooseText({ request, directives, input, answers }: Composition): string {
  const format = request.output_config?.format;
  if (format) return structuredAnswer(format.schema, directives.flag);
  const system = textOf(request.system);
  if (directives.echo_system) return system || "(no system prompt)";
  if (directives.echo_user) return lastUserText(request);
  if (directives.tokens !== undefined) {
    return (directives.markdown ? markdownFiller : fillerText)(Math.min(directives.tokens, LONGEST_TEXT));
  }
  const prepared = findPreparedAnswer(answers, { system, user: input });
  if (prepared) return prepared.text;
  const turns = request.messages.filter((message) => message.role === "user").length;
  const systemTokens = countTokens(system);
  return fallbackAnswer({ input, model: request.model, systemTokens, turns, maxTokens: request.max_tokens });
}

function thinkingTokens({ request, model, directives }: Composition): number {
  if (directives.thinking !== undefined) return Math.min(directives.thinking, LONGEST_TEXT);
  const off = request.thinking?.type === "between_tools" || request.thinking?.type === "disabled";
  return model.thinks === "always" || (model.thinks === "unless_off" && !off) ? DEFAULT_THINKING_TOKENS : 0;
}

/** The fault that comes first, when several were asked for. */
function firstFault(directives: Directives): Fault | null {
  const kinds = ["error", "cut", "end", "hang", "malformed", "refusal"] as const;
  const faults = kinds.flatMap((kind) => {
    const after = directives[`${kind}_after`];
    return after === undefined ? [] : [{ kind, after }];
  });
  return faults.sort((a, b) => a.after - b.after)[0] ?? null;
}

/** Decides everything about an answer before its first byte. */
export function composeGeneration(composition: Composition): Generation {
  const { request, directives, prompt } = composition;
  const tokens = thinkingTokens(composition);
  const summarized = request.thinking && "display" in request.thinking && request.thinking.display === "summarized";
  return {
    id: `msg_${randomUUID().replaceAll("-", "")}`,
    model: request.model,
    prompt,
    maxTokens: request.max_tokens,
    thinking: { tokens, text: summarized ? fillerText(tokens) : null },
    text: chooseText(composition),
    pieces: directives.pieces ?? null,
    refuse: directives.refusal === true,
    fault: firstFault(directives),
  };
}

/** How fast an answer goes out; a rate of 0 or beyond all pacing means as fast as the reader takes it. */
export function paceOf({ rate = DEFAULT_PACE.tokensPerSecond, ttft }: Directives): Pace {
  return {
    tokensPerSecond: rate === 0 || rate >= UNPACED_RATE ? Number.POSITIVE_INFINITY : rate,
    firstTokenMs: ttft ?? DEFAULT_PACE.firstTokenMs,
  };
}

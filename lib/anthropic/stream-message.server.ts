import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { anthropic } from "@/lib/anthropic/client.server";
import { ProviderError, toProviderError } from "@/lib/anthropic/provider-error.server";

type ProviderMessage = { role: "user" | "assistant"; content: string };

export type ProviderRequest = {
  model: string;
  system: string | null;
  /** Mark the system prompt for the provider's cache? */
  cacheSystem: boolean;
  messages: ProviderMessage[];
  maxTokens: number;
  effort: "low" | "medium" | "high" | null;
  /** Sonnet: think between tools only, which without tools gives text alone. */
  betweenTools: boolean;
  /** An opaque id of the user, so that the provider can point at one abuser. */
  userId: string;
};

/** What the provider counts, in its own names; cumulative, a later one replaces an earlier one. */
export type ProviderUsage = {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  thinking_tokens: number;
  raw: Record<string, unknown>;
};

export type ProviderEvent =
  | { type: "accepted"; requestId: string | null }
  | { type: "usage"; usage: ProviderUsage }
  | { type: "thinking" }
  | { type: "text"; text: string }
  /** Something that says nothing to us, except that the provider is there. */
  | { type: "alive" }
  | { type: "finished"; stopReason: string };

function toParams(request: ProviderRequest): Anthropic.MessageCreateParamsStreaming {
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    stream: true,
    messages: request.messages,
    metadata: { user_id: request.userId },
    ...(request.system === null
      ? {}
      : {
          system: [
            {
              type: "text",
              text: request.system,
              ...(request.cacheSystem ? { cache_control: { type: "ephemeral" } } : {}),
            },
          ],
        }),
    ...(request.betweenTools ? { thinking: { type: "between_tools" } } : {}),
    ...(request.effort === null ? {} : { output_config: { effort: request.effort } }),
  };
}

/** Usage arrives in parts: input with the start, output with each later delta. What a part lacks stays. */
function mergeUsage(known: ProviderUsage | null, part: Record<string, unknown>): ProviderUsage {
  const raw = { ...known?.raw, ...Object.fromEntries(Object.entries(part).filter(([, value]) => value != null)) };
  const count = (key: string) => (typeof raw[key] === "number" ? raw[key] : 0);
  const details = raw["output_tokens_details"] as { thinking_tokens?: number | null } | undefined;
  return {
    input_tokens: count("input_tokens"),
    output_tokens: count("output_tokens"),
    cache_creation_input_tokens: count("cache_creation_input_tokens"),
    cache_read_input_tokens: count("cache_read_input_tokens"),
    thinking_tokens: details?.thinking_tokens ?? 0,
    raw,
  };
}

const THINKING = new Set(["thinking", "redacted_thinking"]);
const ALIVE: ProviderEvent = { type: "alive" };

/** Turns the provider's events into ours, keeping what comes in parts. */
function eventReader(): (event: Anthropic.RawMessageStreamEvent) => ProviderEvent {
  let usage: ProviderUsage | null = null;
  let stopReason = "end_turn";
  return (event) => {
    switch (event.type) {
      case "message_start":
        usage = mergeUsage(usage, { ...event.message.usage });
        return { type: "usage", usage };
      case "message_delta":
        usage = mergeUsage(usage, { ...event.usage });
        stopReason = event.delta.stop_reason ?? stopReason;
        return { type: "usage", usage };
      case "content_block_start":
        return THINKING.has(event.content_block.type) ? { type: "thinking" } : ALIVE;
      case "content_block_delta":
        return event.delta.type === "text_delta" ? { type: "text", text: event.delta.text } : ALIVE;
      case "message_stop":
        return { type: "finished", stopReason };
      default:
        return ALIVE;
    }
  };
}

/**
 * Streams one message. Ends after `finished`; a stream that ends without the provider's own end mark is a cut and
 * throws, as does everything else that goes wrong (ProviderError). An abort by `signal` ends it silently.
 */
export async function* streamMessage(request: ProviderRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
  try {
    const { data: stream, request_id: requestId } = await anthropic()
      .messages.create(toParams(request), { signal })
      .withResponse();
    yield { type: "accepted", requestId: requestId ?? null };
    const read = eventReader();
    for await (const event of stream) {
      const ours = read(event);
      yield ours;
      if (ours.type === "finished") return;
    }
    if (signal.aborted) return;
    throw new ProviderError({
      kind: "unavailable",
      reason: "cut",
      status: null,
      type: null,
      requestId: requestId ?? null,
      message: "the stream ended before the message did",
    });
  } catch (error) {
    if (signal.aborted) return;
    throw toProviderError(error);
  }
}

import Anthropic from "@anthropic-ai/sdk";
import type { MessageCreateParamsNonStreaming, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { LoggedRequest } from "./request-log";
import { startClaudeStandIn } from "./server";

export type Extra = Partial<MessageCreateParamsNonStreaming>;

/** Directive that every test request begins with, so that no test waits for a realistic pace. */
export const FAST = "[[standin rate=0 ttft=0]]";

/** A valid request whose user text carries the directives under test. */
export function params(text: string, extra: Extra = {}): MessageCreateParamsNonStreaming {
  return {
    model: "claude-sonnet-5-5",
    max_tokens: 1_000,
    messages: [{ role: "user", content: `${FAST} ${text}` }],
    thinking: { type: "between_tools" },
    ...extra,
  };
}

function textOf(events: readonly RawMessageStreamEvent[]): string {
  return events
    .map((event) => (event.type === "content_block_delta" && event.delta.type === "text_delta" ? event.delta.text : ""))
    .join("");
}

/** A stand-in on a free port with the real SDK pointed at it. */
export async function startTestClient() {
  const standIn = await startClaudeStandIn({ port: 0 });
  const client = new Anthropic({ apiKey: "any", baseURL: standIn.url, maxRetries: 0, logLevel: "off" });

  return {
    url: standIn.url,
    client,
    close: () => standIn.close(),
    /** Reads a stream to its end or failure. */
    async readEvents(text: string, extra: Extra = {}) {
      const events: RawMessageStreamEvent[] = [];
      let error: unknown;
      try {
        const stream = await client.messages.create({ ...params(text, extra), stream: true });
        for await (const event of stream) events.push(event);
      } catch (thrown) {
        error = thrown;
      }
      return { types: events.map((event) => event.type), text: textOf(events), error, events };
    },
    /** Begins or ends an outage; answers the HTTP status. */
    async outage(body: Record<string, unknown>): Promise<number> {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      return (await fetch(`${standIn.url}/_local/outage`, init)).status;
    },
    async logAfter(id: number): Promise<LoggedRequest[]> {
      return (await fetch(`${standIn.url}/_local/requests?after=${id}`)).json();
    },
  };
}

export type TestClient = Awaited<ReturnType<typeof startTestClient>>;

import Anthropic, {
  AnthropicError,
  APIError,
  APIUserAbortError,
  OverloadedError,
  type RateLimitError,
} from "@anthropic-ai/sdk";
import type { MessageCreateParamsNonStreaming, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClaudeStandIn } from "./server";
import { countTokens } from "./tokens";

let standIn: Awaited<ReturnType<typeof startClaudeStandIn>>;
let client: Anthropic;

beforeAll(async () => {
  standIn = await startClaudeStandIn({ port: 0 });
  client = new Anthropic({ apiKey: "any", baseURL: standIn.url, maxRetries: 0, logLevel: "off" });
});
afterAll(() => standIn.close());

type Extra = Partial<MessageCreateParamsNonStreaming>;

const FAST = "[[standin rate=0 ttft=0]]";
const params = (text: string, extra: Extra = {}): MessageCreateParamsNonStreaming => ({
  model: "claude-sonnet-5-5",
  max_tokens: 1_000,
  messages: [{ role: "user", content: `${FAST} ${text}` }],
  thinking: { type: "between_tools" },
  ...extra,
});

async function readEvents(text: string, extra: Extra = {}) {
  const events: RawMessageStreamEvent[] = [];
  let error: unknown;
  try {
    const stream = await client.messages.create({ ...params(text, extra), stream: true });
    for await (const event of stream) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  return { types: events.map((event) => event.type), text: textOf(events), error, events };
}

function textOf(events: RawMessageStreamEvent[]): string {
  return events
    .map((event) => (event.type === "content_block_delta" && event.delta.type === "text_delta" ? event.delta.text : ""))
    .join("");
}

async function logAfter(
  id: number,
): Promise<{ id: number; startedAt: number; endedAt: number | null; aborted: boolean }[]> {
  return (await fetch(`${standIn.url}/_local/requests?after=${id}`)).json();
}

async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("waited 2 seconds in vain");
}

describe("a whole answer", () => {
  test("streams in the order of the grammar and counts every delta as one token", async () => {
    const { types, text, events } = await readEvents("[[standin tokens=30]]");
    expect(types[0]).toBe("message_start");
    expect(types[1]).toBe("content_block_start");
    expect(types.slice(2, 32)).toEqual(Array(30).fill("content_block_delta"));
    expect(types.slice(32)).toEqual(["content_block_stop", "message_delta", "message_stop"]);
    expect(countTokens(text)).toBe(30);
    const delta = events.find((event) => event.type === "message_delta");
    expect(delta).toMatchObject({ delta: { stop_reason: "end_turn" }, usage: { output_tokens: 30 } });
  });

  test("is the same as JSON, with a request id", async () => {
    const streamed = await client.messages.stream(params("[[standin tokens=60]]")).finalMessage();
    const { data, request_id } = await client.messages.create(params("[[standin tokens=60]]")).withResponse();
    expect({ ...data, id: "" }).toEqual({ ...streamed, id: "" });
    expect(request_id).toMatch(/^req_/);
  });

  test("counts its input as count_tokens does", async () => {
    const { model, messages, thinking } = params("How are you? Ça va ? 元気ですか 🎉");
    const asked = { model, messages, system: "Be brief.", ...(thinking && { thinking }) };
    const { input_tokens } = await client.messages.countTokens(asked);
    const { usage } = await client.messages.create({ ...asked, max_tokens: 300 });
    expect(usage.input_tokens).toBe(input_tokens);
  });

  test("stops exactly at max_tokens, thinking included", async () => {
    const plain = await client.messages.stream(params("[[standin tokens=500]]", { max_tokens: 64 })).finalMessage();
    expect(plain).toMatchObject({ stop_reason: "max_tokens", usage: { output_tokens: 64 } });
    const thought = await readEvents("[[standin tokens=500 thinking=50]]", { max_tokens: 64 });
    expect(countTokens(thought.text)).toBe(14);
    const spent = await client.messages.create(params("[[standin thinking=200]]", { max_tokens: 64 }));
    expect(spent.content.map((block) => block.type)).toEqual(["thinking"]);
    expect(spent.usage).toMatchObject({ output_tokens: 64, output_tokens_details: { thinking_tokens: 64 } });
  });

  test("has exactly as many tokens as allowed and still ends its turn", async () => {
    const message = await client.messages.create(params("[[standin tokens=64]]", { max_tokens: 64 }));
    expect(message).toMatchObject({ stop_reason: "end_turn", usage: { output_tokens: 64 } });
  });

  test("keeps to its pace", async () => {
    const startedAt = performance.now();
    await readEvents("[[standin tokens=41 rate=100 ttft=100]]");
    expect(performance.now() - startedAt).toBeGreaterThan(480);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("says what it is, what it received and how to set a key", async () => {
    const { text } = await readEvents("Explain monads to a gardener", { system: "You are a teacher." });
    expect(text).toContain("local stand-in");
    expect(text).toContain("Explain monads to a gardener");
    expect(text).toContain("claude-sonnet-5-5");
    expect(text).toContain("ANTHROPIC_API_KEY");
  });

  test("echoes the system prompt and the user's message byte for byte", async () => {
    const system = "Line one\r\n\u202bשלום\u202c e\u0301 👩‍👩‍👧\n";
    expect((await readEvents("[[standin echo_system]]", { system })).text).toBe(system);
    expect((await readEvents("[[standin echo_system]]")).text).toBe("(no system prompt)");
    expect((await readEvents(`[[standin echo_user]]${system}`)).text).toBe(`${FAST} [[standin echo_user]]${system}`);
  });
});

describe("thinking", () => {
  test("streams empty by default and as text when summarized, and is billed either way", async () => {
    const omitted = await client.messages.create(params("[[standin thinking=20 tokens=5]]"));
    expect(omitted.content[0]).toMatchObject({ type: "thinking", thinking: "", signature: expect.stringMatching(/./) });
    const shown = await client.messages
      .stream(params("[[standin thinking=20 tokens=5]]", { thinking: { type: "adaptive", display: "summarized" } }))
      .finalMessage();
    expect(shown.content[0]?.type === "thinking" && countTokens(shown.content[0].thinking)).toBe(20);
    for (const { usage } of [omitted, shown]) {
      expect(usage).toMatchObject({ output_tokens: 25, output_tokens_details: { thinking_tokens: 20 } });
    }
  });

  test.each([
    ["claude-haiku-5-5", {}, 0],
    ["claude-sonnet-5-5", { thinking: { type: "between_tools" } }, 0],
    ["claude-sonnet-5-5", {}, 40],
    ["claude-opus-5-5", {}, 40],
    ["claude-fable-5-2", { output_config: { effort: "low" } }, 40],
  ] as [string, Extra, number][])("%s with %j thinks %i tokens", async (model, extra, tokens) => {
    const { thinking: _, ...rest } = params("[[standin tokens=5]]");
    const { usage } = await client.messages.create({ ...rest, model, ...extra });
    expect(usage).toMatchObject({ output_tokens: 5 + tokens, output_tokens_details: { thinking_tokens: tokens } });
  });
});

describe("faults", () => {
  test("an error before the stream has its status, type and request id", async () => {
    const { error } = await readEvents("[[standin error=529]]");
    expect(error).toBeInstanceOf(OverloadedError);
    expect(error).toMatchObject({ status: 529, type: "overloaded_error", requestID: expect.stringMatching(/^req_/) });
  });

  test.each([
    [400, "invalid_request_error"],
    [401, "authentication_error"],
    [402, "billing_error"],
    [403, "permission_error"],
    [404, "not_found_error"],
    [429, "rate_limit_error"],
    [500, "api_error"],
    [504, "timeout_error"],
  ])("error=%i is a %s", async (status, type) => {
    expect((await readEvents(`[[standin error=${status}]]`)).error).toMatchObject({ status, type });
  });

  test("a 429 says when to come back, a reached spend limit does not", async () => {
    const limited = (await readEvents("[[standin error=429]]")).error as RateLimitError;
    expect(limited.headers.get("retry-after")).toBe("1");
    const spent = (await readEvents("[[standin error=spend_limit]]")).error as RateLimitError;
    expect(spent).toMatchObject({ status: 429, errorCode: "enforced_spend_limit_reached" });
    expect(spent.headers.get("retry-after")).toBeNull();
  });

  test("an error inside the stream has a type and no status", async () => {
    const { error, text } = await readEvents("[[standin error_after=5]]");
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ type: "overloaded_error", status: undefined });
    expect(countTokens(text)).toBe(5);
  });

  test("a torn connection throws after the text that was sent", async () => {
    const { error, text } = await readEvents("[[standin cut_after=5]]");
    expect(error).toBeInstanceOf(TypeError);
    expect(countTokens(text)).toBe(5);
    await expect(client.messages.stream(params("[[standin cut_after=0]]")).finalMessage()).rejects.toThrow(
      AnthropicError,
    );
  });

  test("a clean close without message_stop ends the iterator silently and fails the final message", async () => {
    const { error, types, text } = await readEvents("[[standin end_after=5 tokens=5]]");
    expect(error).toBeUndefined();
    expect(types.at(-1)).toBe("content_block_delta");
    expect(countTokens(text)).toBe(5);
    await expect(client.messages.stream(params("[[standin end_after=5]]")).finalMessage()).rejects.toThrow(
      AnthropicError,
    );
  });

  test("a malformed event is a syntax error", async () => {
    const { error, text } = await readEvents("[[standin malformed_after=5]]");
    expect(error).toBeInstanceOf(SyntaxError);
    expect(countTokens(text)).toBe(5);
  });

  test("a refusal before output has no content and bills no output", async () => {
    const message = await client.messages.stream(params("[[standin refusal]]")).finalMessage();
    expect(message).toMatchObject({ stop_reason: "refusal", content: [], usage: { output_tokens: 0 } });
    expect(message.stop_details).toMatchObject({ type: "refusal" });
  });

  test("a refusal inside the stream bills what was streamed", async () => {
    const message = await client.messages.stream(params("[[standin refusal_after=5]]")).finalMessage();
    expect(message).toMatchObject({ stop_reason: "refusal", usage: { output_tokens: 5 } });
  });

  test("without streaming a fault breaks the JSON answer instead", async () => {
    await expect(client.messages.create(params("[[standin error_after=1]]"))).rejects.toThrow(OverloadedError);
    await expect(client.messages.create(params("[[standin cut_after=1]]"))).rejects.toThrow();
    await expect(client.messages.create(params("[[standin malformed_after=1]]"))).rejects.toThrow();
  });

  test.each([
    "[[standin hang_after=0]]",
    "[[standin hang_after=5]]",
    "[[standin tokens=900 rate=20]]",
    "[[standin delay=60000]]",
  ])("%s lasts until the client leaves, which the log shows at once", async (text) => {
    const last = (await logAfter(0)).at(-1)?.id ?? 0;
    const stream = client.messages.stream(params(text));
    const ended = stream.finalMessage().catch((error: unknown) => error);
    const open = await until(async () => (await logAfter(last))[0]);
    expect(open).toMatchObject({ endedAt: null, aborted: false });
    stream.abort();
    expect(await ended).toBeInstanceOf(APIUserAbortError);
    const closed = await until(async () => (await logAfter(last)).find((request) => request.endedAt));
    expect(closed.aborted).toBe(true);
  });
});

describe("the prompt cache", () => {
  test("reports a marked prefix as written, then as read, per model", async () => {
    const text = "Package text that is long enough to be cached. ".repeat(100);
    const system = [{ type: "text" as const, text, cache_control: { type: "ephemeral" as const } }];
    const size = countTokens(text);
    const first = await client.messages.create(params("[[standin tokens=5]]", { system }));
    expect(first.usage).toMatchObject({ cache_creation_input_tokens: size, cache_read_input_tokens: 0 });
    expect(first.usage.cache_creation).toEqual({ ephemeral_5m_input_tokens: size, ephemeral_1h_input_tokens: 0 });
    const second = await client.messages.create(params("[[standin tokens=5]]", { system }));
    expect(second.usage).toMatchObject({ cache_creation_input_tokens: 0, cache_read_input_tokens: size });
    expect(second.usage.input_tokens).toBe(countTokens(`${FAST} [[standin tokens=5]]`));
    const other = await client.messages.create(
      params("[[standin tokens=5]]", { system, model: "claude-haiku-5-5", thinking: { type: "adaptive" } }),
    );
    expect(other.usage.cache_read_input_tokens).toBe(0);
  });
});

describe("refused requests", () => {
  const user = { role: "user", content: "Hi" };
  test.each([
    ["temperature", { temperature: 1 }, 400],
    ["top_p", { top_p: 0.9 }, 400],
    ["top_k", { top_k: 5 }, 400],
    ["a thinking budget", { thinking: { type: "enabled", budget_tokens: 1024 } }, 400],
    ["thinking off on Sonnet", { thinking: { type: "disabled" } }, 400],
    ["between_tools at xhigh", { thinking: { type: "between_tools" }, output_config: { effort: "xhigh" } }, 400],
    ["between_tools at max", { thinking: { type: "between_tools" }, output_config: { effort: "max" } }, 400],
    ["an unknown effort", { output_config: { effort: "huge" } }, 400],
    ["a forced tool", { tools: [{ name: "x", input_schema: {} }], tool_choice: { type: "any" } }, 400],
    ["a last turn by the assistant", { messages: [user, { role: "assistant", content: "So" }] }, 400],
    ["a first turn by the assistant", { messages: [{ role: "assistant", content: "So" }, user] }, 400],
    ["no messages", { messages: [] }, 400],
    ["an empty message", { messages: [{ role: "user", content: "" }] }, 400],
    ["an empty text block", { messages: [{ role: "user", content: [{ type: "text", text: "" }] }] }, 400],
    ["an empty system block", { system: [{ type: "text", text: "" }] }, 400],
    ["no max_tokens", { max_tokens: undefined }, 400],
    ["max_tokens of zero", { max_tokens: 0 }, 400],
    ["max_tokens over the limit", { max_tokens: 128_001 }, 400],
    ["a parameter nobody knows", { colour: "red" }, 400],
    ["an unknown model", { model: "claude-nobody-9" }, 404],
  ])("%s", async (_, change, status) => {
    const body = { model: "claude-sonnet-5-5", max_tokens: 10, messages: [user], ...change };
    const response = await fetch(`${standIn.url}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": "any", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(status);
    const { type, error, request_id } = await response.json();
    expect({ type, errorType: error.type }).toEqual({
      type: "error",
      errorType: status === 404 ? "not_found_error" : "invalid_request_error",
    });
    expect(request_id).toBe(response.headers.get("request-id"));
  });

  test("turns of one role in a row, thinking off on Haiku and mid-conversation system messages are taken", async () => {
    const messages = params("").messages.concat({ role: "user", content: `${FAST}[[standin tokens=3]]` });
    const haiku = { model: "claude-haiku-5-5", thinking: { type: "disabled" } as const, messages };
    expect((await client.messages.create(params("", haiku))).usage.output_tokens).toBe(3);
    const system = {
      messages: params("[[standin tokens=3]]").messages.concat({ role: "system", content: "Be brief." }),
    };
    expect((await client.messages.create(params("", system))).usage.output_tokens).toBe(3);
  });

  test("malformed JSON, a missing key, a wrong method and an unknown route", async () => {
    const call = (path: string, init: RequestInit) => fetch(`${standIn.url}${path}`, init);
    const key = { authorization: "Bearer any" };
    const malformed = await call("/v1/messages", { method: "POST", headers: key, body: "{" });
    expect([malformed.status, (await malformed.json()).error.type]).toEqual([400, "invalid_request_error"]);
    const nobody = await call("/v1/messages", { method: "POST", body: "{}" });
    expect([nobody.status, (await nobody.json()).error.type]).toEqual([401, "authentication_error"]);
    expect((await call("/v1/messages", { headers: key })).status).toBe(405);
    const unknown = await call("/v1/complete", { method: "POST", headers: key });
    expect([unknown.status, (await unknown.json()).error.type]).toEqual([404, "not_found_error"]);
  });

  test("a body over 40 MB", async () => {
    const body = JSON.stringify({ ...params("x"), system: "x".repeat(41 * 1024 * 1024) });
    const response = await fetch(`${standIn.url}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": "any" },
      body,
    });
    expect(response.status).toBe(413);
  });
});

describe("beside the messages", () => {
  test("lists the four models with their limits", async () => {
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids.sort()).toEqual(["claude-fable-5-2", "claude-haiku-5-5", "claude-opus-5-5", "claude-sonnet-5-5"]);
    const opus = await client.models.retrieve("claude-opus-5-5");
    expect(opus).toMatchObject({ max_input_tokens: 1_000_000, max_tokens: 128_000 });
    await expect(client.models.retrieve("claude-nobody")).rejects.toMatchObject({ status: 404 });
  });

  test("logs sizes and times of a request, never its text", async () => {
    const last = (await logAfter(0)).at(-1)?.id ?? 0;
    const before = performance.timeOrigin + performance.now();
    await client.messages.create(params("[[standin tokens=3]] a secret word", { system: "private" }));
    const entries = await logAfter(last);
    expect(entries).toEqual([
      {
        id: last + 1,
        model: "claude-sonnet-5-5",
        maxTokens: 1_000,
        systemLength: 7,
        messages: 1,
        startedAt: expect.any(Number),
        endedAt: expect.any(Number),
        aborted: false,
      },
    ]);
    expect(entries[0]?.startedAt).toBeGreaterThanOrEqual(before - 5);
  });

  test("keeps other origins and plain forms away from /_local", async () => {
    const call = async (init: RequestInit) => (await fetch(`${standIn.url}/_local/requests`, init)).status;
    expect(await call({ headers: { origin: "https://example.com" } })).toBe(403);
    expect(await call({ headers: { origin: standIn.url } })).toBe(200);
    expect(await call({ method: "POST", body: "a=b" })).toBe(415);
    expect(await call({ method: "POST", body: "{}", headers: { "content-type": "application/json" } })).toBe(405);
  });

  test("its page says that no answer is real", async () => {
    const page = await (await fetch(standIn.url)).text();
    expect(page).toContain("local stand-in");
    expect(page).toContain("no answer it gives is real");
  });
});

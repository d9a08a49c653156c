import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Extra, FAST, params, startTestClient, type TestClient } from "./test-client";
import { countTokens } from "./tokens";

let standIn: TestClient;
let client: TestClient["client"];

beforeAll(async () => {
  standIn = await startTestClient();
  client = standIn.client;
});
afterAll(() => standIn.close());

describe("a whole answer", () => {
  test("streams in the order of the grammar and counts every delta as one token", async () => {
    const { types, text, events } = await standIn.readEvents("[[standin tokens=30]]");
    expect(types[0]).toBe("message_start");
    expect(types[1]).toBe("content_block_start");
    expect(types.slice(2, 32)).toEqual(Array(30).fill("content_block_delta"));
    expect(types.slice(32)).toEqual(["content_block_stop", "message_delta", "message_stop"]);
    expect(countTokens(text)).toBe(30);
    const delta = events.find((event) => event.type === "message_delta");
    expect(delta).toMatchObject({ delta: { stop_reason: "end_turn" }, usage: { output_tokens: 30 } });
  });

  test("is framed as the API frames it, with a ping and the whole input side of usage first", async () => {
    const response = await fetch(`${standIn.url}/v1/messages`, {
      method: "POST",
      headers: { authorization: "Bearer any", "content-type": "application/json" },
      body: JSON.stringify({ ...params("[[standin tokens=2]]"), stream: true }),
    });
    expect(response.headers.get("content-type")).toMatch("text/event-stream");
    expect(response.headers.get("request-id")).toMatch(/^req_/);
    const frames = (await response.text()).split("\n\n").filter(Boolean);
    const events = frames.map((frame) => /^event: (\w+)\ndata: (\{.*\})$/.exec(frame));
    expect(events.map((event) => event?.[1])).toEqual([
      "message_start",
      "content_block_start",
      "ping",
      "content_block_delta",
      "content_block_delta",
      "content_block_stop",
      "message_delta",
      "message_stop",
    ]);
    const { message } = JSON.parse(events[0]?.[2] ?? "");
    expect(message.usage).toMatchObject({
      input_tokens: countTokens(`${FAST} [[standin tokens=2]]`),
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      service_tier: "standard",
    });
  });

  test("is the same as JSON, with a request id", async () => {
    const streamed = await client.messages.stream(params("[[standin tokens=60]]")).finalMessage();
    const { data, request_id } = await client.messages.create(params("[[standin tokens=60]]")).withResponse();
    expect(streamed).toMatchObject({ ...data, id: expect.stringMatching(/^msg_/) });
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
    const thought = await standIn.readEvents("[[standin tokens=500 thinking=50]]", { max_tokens: 64 });
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
    await standIn.readEvents("[[standin tokens=41 rate=100 ttft=100]]");
    expect(performance.now() - startedAt).toBeGreaterThan(480);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test("says what it is, what it received and how to set a key", async () => {
    const { text } = await standIn.readEvents("Explain monads to a gardener", { system: "You are a teacher." });
    expect(text).toContain("local stand-in");
    expect(text).toContain("Explain monads to a gardener");
    expect(text).toContain("claude-sonnet-5-5");
    expect(text).toContain("ANTHROPIC_API_KEY");
  });

  test("echoes the system prompt and the user's message byte for byte", async () => {
    const system = "Line one\r\n\u202bשלום\u202c e\u0301 👩‍👩‍👧\n";
    expect((await standIn.readEvents("[[standin echo_system]]", { system })).text).toBe(system);
    expect((await standIn.readEvents("[[standin echo_system]]")).text).toBe("(no system prompt)");
    expect((await standIn.readEvents(`[[standin echo_user]]${system}`)).text).toBe(
      `${FAST} [[standin echo_user]]${system}`,
    );
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
    const last = (await standIn.logAfter(0)).at(-1)?.id ?? 0;
    const before = performance.timeOrigin + performance.now();
    await client.messages.create(params("[[standin tokens=3]] a secret word", { system: "private" }));
    const entries = await standIn.logAfter(last);
    expect(entries).toEqual([
      {
        id: last + 1,
        model: "claude-sonnet-5-5",
        maxTokens: 1_000,
        systemLength: 7,
        messages: 1,
        label: null,
        startedAt: expect.any(Number),
        endedAt: expect.any(Number),
        aborted: false,
        answered: true,
        status: 200,
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
    expect(page).toContain("stand-in for Claude");
    expect(page).toContain("no answer it gives is real");
  });
});

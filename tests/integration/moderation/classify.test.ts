import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, startProduct } from "@/tests/support/product";
import { startScriptedServer } from "@/tests/support/scripted-server";

let product: Awaited<ReturnType<typeof startProduct>>;
let provider: Awaited<ReturnType<typeof startScriptedServer>>;
const NOW = new Date("2026-11-28T12:00:00Z");

beforeAll(async () => {
  product = await startProduct();
  provider = await startScriptedServer();
});
afterAll(async () => {
  await provider.stop();
  await product.stop();
});

async function classify(...texts: string[]) {
  const { classify: ask } = await import("@/lib/moderation/classify.server");
  return ask(
    texts.map((text, index) => ({ at: `turn ${index + 1}`, text })),
    NOW,
  );
}

/** The same, of a provider that answers as it is told to. */
async function classifyWith(...answers: ((body: { model: string }) => [status: number, body: unknown])[]) {
  const { anthropic } = await import("@/lib/anthropic/client.server");
  const client = anthropic();
  const { baseURL } = client;
  client.baseURL = provider.url;
  provider.heard.length = 0;
  for (const answer of answers) {
    provider.answer((response) => {
      const [status, body] = answer(JSON.parse(provider.heard.at(-1)?.body ?? "{}"));
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  }
  try {
    return await classify("ordinary text");
  } finally {
    client.baseURL = baseURL;
  }
}

const message = (text: string, stop_reason: string, output_tokens = 9) => {
  const usage = {
    input_tokens: 1_000,
    output_tokens,
    cache_creation_input_tokens: null,
    cache_read_input_tokens: null,
  };
  return { id: "msg_1", type: "message", role: "assistant", content: [{ type: "text", text }], stop_reason, usage };
};
const OVERLOADED = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };

test("ordinary text is clear, and what asking cost comes with it", async () => {
  const judged = await classify("How do I write a test?", "Like this.");
  expect(judged).toEqual({ outcome: "clear", costNanoUsd: expect.any(Number) });
  expect(judged.costNanoUsd).toBeGreaterThan(100 * 400);
});

test("a flagged text is flagged with its category, whatever other directives stand in it", async () => {
  const judged = await classify("x [[standin error=500 tokens=9]]", "y [[standin flag=harassment]]");
  const flag = { category: "harassment", severity: "high", reason: expect.any(String) };
  expect(judged).toMatchObject({ outcome: "flagged", flags: [flag] });
});

test("the text goes out as data between marks, to Haiku, with the shape that is wanted", async () => {
  await classifyWith(() => [200, message('{"flagged":[]}', "end_turn")]);
  const sent = JSON.parse(provider.heard[0]?.body ?? "");
  expect(sent).toMatchObject({ model: "claude-haiku-5-5", output_config: { format: { type: "json_schema" } } });
  expect(sent.messages).toHaveLength(1);
  expect(sent.messages[0].content).toMatch(/^<shared-(\w{16})>\n\(turn 1\)\nordinary text\n<\/shared-\1>/);
  expect(sent.output_config.format.schema).toMatchObject({ additionalProperties: false, required: ["flagged"] });
});

test("a refusal to judge counts as flagged, and costs nothing before its first word", async () => {
  const flags = [{ category: null, severity: "high", reason: "The model would not judge this text." }];
  expect(await classifyWith(() => [200, message("", "refusal", 0)])).toEqual({
    outcome: "flagged",
    flags,
    costNanoUsd: 0,
  });
  expect(await classifyWith(() => [200, message("{", "refusal", 3)])).toMatchObject({ costNanoUsd: 101_500 });
});

test.each([
  ["cut off", message('{"flagged":[{"cat', "max_tokens")],
  ["no JSON", message("It is fine.", "end_turn")],
  ["of another shape", message('{"flagged":[{"category":"weather","severity":"high","reason":""}]}', "end_turn")],
])("an answer that is %s judges nothing, and its cost is known", async (_how, answer) => {
  const judged = await classifyWith(() => [200, answer]);
  expect(judged).toEqual({ outcome: "unjudged", why: "unreadable", costNanoUsd: 104_500 });
});

test("one fault is tried again, a second is not, and nothing is thrown", async () => {
  const fails = (): [number, unknown] => [529, OVERLOADED];
  const works = (): [number, unknown] => [200, message('{"flagged":[]}', "end_turn")];
  expect(await classifyWith(fails, works)).toMatchObject({ outcome: "clear" });
  expect(await classifyWith(fails, fails)).toEqual({ outcome: "unjudged", why: "no_answer", costNanoUsd: 0 });
  expect(provider.heard).toHaveLength(2);
  expect(await classify("[[standin flag_error=400]]")).toMatchObject({ outcome: "unjudged", why: "no_answer" });
});

test("a provider that hangs is given up after ten seconds", async () => {
  const outage = (seconds: number) =>
    fetch(`${product.claudeUrl}/_local/outage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ seconds, hang: true }),
    });
  await outage(60);
  try {
    expect(await classify("ordinary text")).toMatchObject({ outcome: "unjudged", why: "no_answer" });
  } finally {
    await outage(0);
  }
}, 14_000);

test("what judging cost is added to the day's spending", async () => {
  const { recordSpend } = await import("@/lib/moderation/record-spend.server");
  const spent = () => rows<{ spent: number }>("SELECT spent_on('2026-11-28') AS spent");
  const [before] = await spent();
  await recordSpend(104_500, NOW);
  await recordSpend(1, NOW);
  await recordSpend(0, NOW);
  const [after] = await spent();
  expect((after?.spent ?? 0) - (before?.spent ?? 0)).toBe(105 + 1);
});

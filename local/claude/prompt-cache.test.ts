import { expect, test } from "vitest";
import { createPromptCache, type PromptBlock } from "./prompt-cache";

const MODEL = "claude-sonnet-5-5";
const minutes = (count: number) => count * 60_000;

function block(key: string, tokens: number, ttl: PromptBlock["ttl"] = null): PromptBlock {
  return { key, tokens, ttl };
}

function cacheAtZero() {
  let now = 0;
  const cache = createPromptCache(() => now);
  const send = (blocks: PromptBlock[], model = MODEL) => {
    const priced = cache.price(model, blocks);
    priced.commit();
    const { input_tokens: input, cache_creation_input_tokens: written, cache_read_input_tokens: read } = priced.usage;
    return { input, written, read };
  };
  return { cache, send, wait: (ms: number) => (now += ms) };
}

const PACKAGE = block("package", 2_000, "5m");

test("a marked prefix is written first and read afterwards, and never counted inside input", () => {
  const { send } = cacheAtZero();
  expect(send([PACKAGE, block("hello", 5)])).toEqual({ input: 5, written: 2_000, read: 0 });
  expect(send([PACKAGE, block("other", 7)])).toEqual({ input: 7, written: 0, read: 2_000 });
});

test("what was written can be read only once the first answer has started", () => {
  const { cache } = cacheAtZero();
  cache.price(MODEL, [PACKAGE]);
  expect(cache.price(MODEL, [PACKAGE]).usage.cache_read_input_tokens).toBe(0);
});

test("an entry lives five minutes after its last use, an hour when asked for", () => {
  const { send, wait } = cacheAtZero();
  send([PACKAGE]);
  wait(minutes(4));
  expect(send([PACKAGE]).read).toBe(2_000);
  wait(minutes(4));
  expect(send([PACKAGE]).read).toBe(2_000);
  wait(minutes(5));
  expect(send([PACKAGE]).written).toBe(2_000);
  send([block("long", 3_000, "1h")]);
  wait(minutes(59));
  expect(send([block("long", 3_000, "1h")]).read).toBe(3_000);
});

test("a prefix under 1,024 tokens, another model or another text is not read", () => {
  const { send } = cacheAtZero();
  const small = block("small", 1_023, "5m");
  send([small]);
  expect(send([small])).toEqual({ input: 1_023, written: 0, read: 0 });
  send([PACKAGE]);
  expect(send([PACKAGE], "claude-opus-5-5").read).toBe(0);
  expect(send([block("Package", 2_000, "5m")]).read).toBe(0);
});

test("a second mark writes only what the first did not cover", () => {
  const { send } = cacheAtZero();
  send([PACKAGE, block("hello", 5)]);
  const second = [PACKAGE, block("hello", 5), block("answer", 300), block("next", 10, "5m")];
  expect(send(second)).toEqual({ input: 0, written: 315, read: 2_000 });
  expect(send([...second, block("end", 1)])).toEqual({ input: 1, written: 0, read: 2_315 });
});

import { AnthropicError, APIError, APIUserAbortError, OverloadedError, type RateLimitError } from "@anthropic-ai/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { params, startTestClient, type TestClient } from "./test-client";
import { countTokens } from "./tokens";

let standIn: TestClient;
let client: TestClient["client"];

beforeAll(async () => {
  standIn = await startTestClient();
  client = standIn.client;
});
afterAll(() => standIn.close());

async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 750; tries += 1) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("waited 15 seconds in vain");
}

test("an error before the stream has its status, type and request id", async () => {
  const { error } = await standIn.readEvents("[[standin error=529]]");
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
  expect((await standIn.readEvents(`[[standin error=${status}]]`)).error).toMatchObject({ status, type });
});

test("a 429 says when to come back, a reached spend limit does not", async () => {
  const limited = (await standIn.readEvents("[[standin error=429]]")).error as RateLimitError;
  expect(limited.headers.get("retry-after")).toBe("1");
  const spent = (await standIn.readEvents("[[standin error=spend_limit]]")).error as RateLimitError;
  expect(spent).toMatchObject({ status: 429, errorCode: "enforced_spend_limit_reached" });
  expect(spent.headers.get("retry-after")).toBeNull();
});

test("an error code stands where the SDK looks for it, and retry-after comes with any status when asked for", async () => {
  const spent = (await standIn.readEvents("[[standin error=429 code=contract_spend_limit_reached]]")).error;
  expect(spent).toMatchObject({ status: 429, errorCode: "contract_spend_limit_reached" });
  expect((spent as RateLimitError).headers.get("retry-after")).toBeNull();
  const { error } = await standIn.readEvents("[[standin error=529 retry_after=7]]");
  expect((error as OverloadedError).headers.get("retry-after")).toBe("7");
  expect(error).toMatchObject({ status: 529, errorCode: null });
});

test("error_times fails the first attempts of one request, then answers; asked again it fails again", async () => {
  const request = params("[[standin error=529 error_times=2 retry_after=0 tokens=4 label=thrice]]");
  for (const _ of ["once", "again"]) {
    const last = (await standIn.logAfter(0)).at(-1)?.id ?? 0;
    const { usage } = await client.messages.create(request, { maxRetries: 2 });
    expect(usage.output_tokens).toBe(4);
    const attempts = (await standIn.logAfter(last)).filter(({ label }) => label === "thrice");
    expect(attempts.map(({ answered }) => answered)).toEqual([false, false, true]);
    expect(attempts.map(({ status }) => status)).toEqual([529, 529, 200]);
  }
  await expect(client.messages.create(request, { maxRetries: 1 })).rejects.toThrow(OverloadedError);
});

test("an error inside the stream has a type and no status", async () => {
  const { error, text } = await standIn.readEvents("[[standin error_after=5]]");
  expect(error).toBeInstanceOf(APIError);
  expect(error).toMatchObject({ type: "overloaded_error", status: undefined });
  expect(countTokens(text)).toBe(5);
});

test("a torn connection throws after the text that was sent", async () => {
  const { error, text } = await standIn.readEvents("[[standin cut_after=5]]");
  expect(error).toBeInstanceOf(TypeError);
  expect(countTokens(text)).toBe(5);
  await expect(client.messages.stream(params("[[standin cut_after=0]]")).finalMessage()).rejects.toThrow(
    AnthropicError,
  );
});

test("a clean close without message_stop ends the iterator silently and fails the final message", async () => {
  const { error, types, text } = await standIn.readEvents("[[standin end_after=5 tokens=5]]");
  expect(error).toBeUndefined();
  expect(types.at(-1)).toBe("content_block_delta");
  expect(countTokens(text)).toBe(5);
  await expect(client.messages.stream(params("[[standin end_after=5]]")).finalMessage()).rejects.toThrow(
    AnthropicError,
  );
});

test("a malformed event is a syntax error", async () => {
  const { error, text } = await standIn.readEvents("[[standin malformed_after=5]]");
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
  const last = (await standIn.logAfter(0)).at(-1)?.id ?? 0;
  const stream = client.messages.stream(params(text));
  const ended = stream.finalMessage().catch((error: unknown) => error);
  const open = await until(async () => (await standIn.logAfter(last))[0]);
  expect(open).toMatchObject({ endedAt: null, aborted: false });
  stream.abort();
  expect(await ended).toBeInstanceOf(APIUserAbortError);
  const closed = await until(async () => (await standIn.logAfter(last)).find((request) => request.endedAt));
  expect(closed.aborted).toBe(true);
});

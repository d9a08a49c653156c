import { APIConnectionTimeoutError, OverloadedError } from "@anthropic-ai/sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createOutage, OutageRequest } from "./outage";
import { params, startTestClient, type TestClient } from "./test-client";

let standIn: TestClient;

beforeAll(async () => {
  standIn = await startTestClient();
});
afterEach(() => standIn.outage({ seconds: 0 }));
afterAll(() => standIn.close());

const ask = async () => (await standIn.readEvents("[[standin tokens=3]]")).error;

test("all requests fail during an outage, counts too, and are answered when it is ended", async () => {
  await standIn.outage({ status: 529, seconds: 60, model: null, retryAfter: 3 });
  const error = await ask();
  expect(error).toBeInstanceOf(OverloadedError);
  expect((error as OverloadedError).headers.get("retry-after")).toBe("3");
  const { model, messages } = params("x");
  await expect(standIn.client.messages.countTokens({ model, messages })).rejects.toThrow(OverloadedError);
  await standIn.outage({ seconds: 0 });
  expect(await ask()).toBeUndefined();
});

test("an outage of one model leaves the others alone", async () => {
  await standIn.outage({ status: 500, seconds: 60, model: "claude-opus-5-5" });
  expect(await ask()).toBeUndefined();
  const opus = { model: "claude-opus-5-5", thinking: { type: "adaptive" } as const };
  expect((await standIn.readEvents("x", opus)).error).toMatchObject({ status: 500, type: "api_error" });
});

test("with hang no request is answered, and the log shows when the client gives up", async () => {
  await standIn.outage({ seconds: 60, hang: true });
  const last = (await standIn.logAfter(0)).at(-1)?.id ?? 0;
  const waiting = standIn.client.messages.create(params("x"), { timeout: 1_000 });
  await expect(waiting).rejects.toThrow(APIConnectionTimeoutError);
  await expect.poll(async () => (await standIn.logAfter(last))[0]).toMatchObject({ aborted: true, answered: false });
});

test("an outage ends by itself", () => {
  let now = 1_000;
  const outage = createOutage(() => now);
  outage.begin(OutageRequest.parse({ seconds: 5 }));
  now = 5_999;
  expect(outage.meets("any")).toMatchObject({ status: 529 });
  now = 6_000;
  expect(outage.meets("any")).toBeNull();
});

test("a wish that is no outage is refused", async () => {
  for (const body of [{}, { seconds: -1 }, { seconds: 1, status: 200 }, { seconds: 1, colour: "red" }]) {
    expect(await standIn.outage(body)).toBe(400);
  }
  const foreign = { method: "POST", headers: { origin: "https://example.com", "content-type": "application/json" } };
  expect((await fetch(`${standIn.url}/_local/outage`, foreign)).status).toBe(403);
  expect((await fetch(`${standIn.url}/_local/outage`)).status).toBe(405);
});

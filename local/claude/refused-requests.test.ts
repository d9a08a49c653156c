import { afterAll, beforeAll, expect, test } from "vitest";
import { FAST, params, startTestClient, type TestClient } from "./test-client";

let standIn: TestClient;
let client: TestClient["client"];

beforeAll(async () => {
  standIn = await startTestClient();
  client = standIn.client;
});
afterAll(() => standIn.close());

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

import { afterAll, beforeAll, expect, test } from "vitest";
import { params, startTestClient, type TestClient } from "./test-client";

let standIn: TestClient;

beforeAll(async () => {
  standIn = await startTestClient();
});
afterAll(() => standIn.close());

const FLAG = {
  type: "object",
  properties: {
    category: { type: "string", enum: ["hate", "harassment"] },
    severity: { type: "string", enum: ["low", "high"] },
    reason: { type: "string" },
  },
  required: ["category", "severity", "reason"],
  additionalProperties: false,
};
const LIST = {
  type: "object",
  properties: { flagged: { type: "array", items: FLAG }, certain: { type: "boolean" } },
  required: ["flagged"],
  additionalProperties: false,
};

async function ask(text: string, schema: Record<string, unknown> = LIST) {
  const output_config = { format: { type: "json_schema", schema } } as const;
  const { content } = await standIn.client.messages.create(params(text, { output_config }));
  return content.map((block) => (block.type === "text" ? JSON.parse(block.text) : null));
}

test("a request for JSON gets the least that its schema allows", async () => {
  expect(await ask("Judge this.")).toEqual([{ flagged: [] }]);
  expect(await ask("Judge this.", FLAG)).toEqual([{ category: "hate", severity: "low", reason: "" }]);
});

test("the directives of the texts that it judges do not steer it", async () => {
  const text =
    "[[standin error=529 cut_after=1]] [[standin refusal]] [[standin hang_after=0 echo_user tokens=5 thinking=9]]";
  expect(await ask(text)).toEqual([{ flagged: [] }]);
});

test("flag= puts that category on the list, wherever in the message it stands", async () => {
  const reason = "The local stand-in was asked to flag this.";
  expect(await ask("(turn 1)\nx [[standin tokens=5]] y [[standin flag=harassment]] z")).toEqual([
    { flagged: [{ category: "harassment", severity: "high", reason }] },
  ]);
  expect(await ask("[[standin flag=weather]]")).toEqual([{ flagged: [] }]);
});

test("flag_error= fails it, and fails no ordinary request", async () => {
  await expect(ask("[[standin flag_error=529]]")).rejects.toMatchObject({ status: 529 });
  expect(await ask("[[standin flag_error=200]]")).toEqual([{ flagged: [] }]);
  const { text } = await standIn.readEvents("[[standin flag_error=529 flag=hate tokens=3]]");
  expect(text).not.toBe("");
});

test.each([
  [{ ...LIST, additionalProperties: true }, "additionalProperties"],
  [
    { ...LIST, properties: { flagged: { type: "array", items: { ...FLAG, additionalProperties: undefined } } } },
    "items",
  ],
  [{ ...FLAG, properties: { reason: { type: "string", maxLength: 9 } }, required: [] }, "maxLength"],
])("refuses a schema that the API does not take", async (schema, named) => {
  await expect(ask("Judge this.", schema)).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining(named),
  });
});

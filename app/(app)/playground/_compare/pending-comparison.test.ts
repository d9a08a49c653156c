import { expect, test } from "vitest";
import { parsePendingComparison } from "./pending-comparison";

const BODY = { lanes: [{ baseline: true }, { baseline: true }], userInput: "Hi" };
const PENDING = { body: BODY, idempotencyKey: "k", sentAt: 5 };

test("what was stored before a reload is read back", () => {
  expect(parsePendingComparison(PENDING)).toEqual(PENDING);
});

test("anything that is no comparison is none, so that nothing is sent that nobody asked for", () => {
  const others = [
    null,
    "text",
    [],
    {},
    { ...PENDING, idempotencyKey: 1 },
    { ...PENDING, sentAt: "5" },
    { ...PENDING, body: null },
    { ...PENDING, body: { userInput: "Hi" } },
    { ...PENDING, body: { ...BODY, userInput: 5 } },
  ];
  for (const value of others) expect(parsePendingComparison(value)).toBeNull();
});

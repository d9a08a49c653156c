import { expect, test } from "vitest";
import { readStatementQuery, statementHref } from "./statement-query";

test("an address comes back as it was read, and what is not known is left out", () => {
  for (const query of [{}, { type: "spend" }, { type: "expire", before: 7 }, { at: 12 }] as const) {
    const address = new URL(statementHref("/credits", query), "http://localhost");
    expect(readStatementQuery(Object.fromEntries(address.searchParams))).toEqual(query);
  }
  expect(readStatementQuery({ type: "gift", at: "-1", before: "x", more: "x" })).toEqual({});
  expect(readStatementQuery({ type: ["spend", "trial"], at: "99999999999999999" })).toEqual({ type: "spend" });
});

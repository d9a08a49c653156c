import { expect, test } from "vitest";
import { NO_FILTER, readSessionsQuery, sessionsHref } from "./sessions-query";

const packageId = "0193a5c2-7b1e-7f00-8000-000000000001";

test("reads what it knows and leaves out the rest", () => {
  expect(readSessionsQuery({ q: " doric ", packageId, cursor: ["c", "d"], y: "z" })).toEqual({
    q: "doric",
    packageId,
    cursor: "c",
  });
  expect(readSessionsQuery({ model: "opus", saved: "false", shared: "true" })).toEqual({
    model: "opus",
    saved: false,
    shared: true,
  });
  expect(readSessionsQuery({ q: " ", packageId: "no-id", model: "gpt", saved: "constructor" })).toEqual({});
  expect(readSessionsQuery({ q: "a\0b" })).toEqual({ q: "ab" });
});

test("what is in the address comes back from it", () => {
  const query = { q: "a b", packageId, model: "haiku", saved: true, shared: false } as const;
  const { searchParams } = new URL(sessionsHref(query), "http://localhost");
  expect(readSessionsQuery(Object.fromEntries(searchParams))).toEqual(query);
});

test("earlier pages keep the search and the filters; another search or filter begins with the newest", () => {
  const query = { q: "a&b", packageId, cursor: "old" };
  expect(sessionsHref(query, { cursor: "older" })).toBe(`/sessions?q=a%26b&packageId=${packageId}&cursor=older`);
  expect(sessionsHref(query, { packageId: undefined })).toBe("/sessions?q=a%26b");
  expect(sessionsHref(query, { q: undefined })).toBe(`/sessions?packageId=${packageId}`);
  expect(sessionsHref(query, { saved: false })).toBe(`/sessions?q=a%26b&packageId=${packageId}&saved=false`);
  expect(sessionsHref({ ...query, model: "opus", saved: true }, NO_FILTER)).toBe("/sessions?q=a%26b");
  expect(sessionsHref({})).toBe("/sessions");
});

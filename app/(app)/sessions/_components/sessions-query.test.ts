import { expect, test } from "vitest";
import { readSessionsQuery, sessionsHref } from "./sessions-query";

const packageId = "0193a5c2-7b1e-7f00-8000-000000000001";

test("reads what it knows and leaves out the rest", () => {
  expect(readSessionsQuery({ q: " doric ", packageId, cursor: ["c", "d"], y: "z" })).toEqual({
    q: "doric",
    packageId,
    cursor: "c",
  });
  expect(readSessionsQuery({ q: " ", packageId: "no-id" })).toEqual({});
  expect(readSessionsQuery({ q: "a\0b" })).toEqual({ q: "ab" });
});

test("earlier pages keep the search and the package; another search or package begins with the newest", () => {
  const query = { q: "a&b", packageId, cursor: "old" };
  expect(sessionsHref(query, { cursor: "older" })).toBe(`/sessions?q=a%26b&packageId=${packageId}&cursor=older`);
  expect(sessionsHref(query, { packageId: undefined })).toBe("/sessions?q=a%26b");
  expect(sessionsHref(query, { q: undefined })).toBe(`/sessions?packageId=${packageId}`);
  expect(sessionsHref({})).toBe("/sessions");
});

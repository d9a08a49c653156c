import { expect, test } from "vitest";
import { tracesOf } from "@/lib/sessions/traces-of";

const traced = (value: string, title: string) =>
  tracesOf(value, title).map(({ start, end }) => title.slice(start, end));

test("a secret that a title was cut through is told by the part that is left", () => {
  const secret = "https://admin:Tr0ub4dorX9@jenkins.internal/job/7";
  expect(traced(secret, "Why does admin:Tr0ub4dorX9@jenk… fail")).toEqual(["admin:Tr0ub4dorX9@jenk"]);
  expect(traced(secret, "Why does jenkins fail")).toEqual([]);
});

test("short values and other words leave no trace", () => {
  expect(traced("abc", "abc abc abc")).toEqual([]);
  expect(traced("jane.roe@corp-mail.io", "A mail to somebody")).toEqual([]);
  expect(traced("", "")).toEqual([]);
});

import { expect, test } from "vitest";
import { applyChanges, NO_CHANGES, withChange } from "./apply-changes";

const read = { id: "a", title: "First", saved: false, expiresAt: "2026-11-28T10:00:00.000Z" };
const named = { ...read, title: "Second" };
const kept = { ...named, saved: true, expiresAt: null };

test("a session that goes is not listed, and its neighbours stay in order", () => {
  const list = [read, { ...read, id: "b" }, { ...read, id: "c" }];
  const shown = applyChanges(list, { ...NO_CHANGES, gone: new Set(["b"]) });
  expect(shown.map(({ id }) => id)).toEqual(["a", "c"]);
});

test("changes add up, whether the list was read before the first or after it", () => {
  const once = withChange(NO_CHANGES, read, named);
  expect(applyChanges([read], once)).toEqual([named]);
  const twice = withChange(once, named, kept);
  expect(applyChanges([read], twice)).toEqual([kept]);
  expect(applyChanges([kept], twice)).toEqual([kept]);
});

test("what was read as something newer stays as it was read", () => {
  const changes = withChange(NO_CHANGES, read, named);
  const newer = { ...read, title: "Named in another window" };
  expect(applyChanges([newer], changes)).toEqual([newer]);
});

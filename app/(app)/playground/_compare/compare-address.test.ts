import { expect, test } from "vitest";
import type { PackageDetail } from "@/lib/packages/package";
import { readCompare, writeCompare } from "./compare-address";
import { newLane } from "./lane";

const item = { id: "p1", scope: "prpm", name: "plain-english", version: "1.2.0" } as PackageDetail;
const NONE = { of: "none", model: null };

test("an address names packages with version and model, no prompt, and drafts", () => {
  expect(readCompare("prpm/plain-english@1.2.0~opus,none~haiku,prompt:d1", undefined)).toEqual([
    { of: { named: "prpm/plain-english", version: "1.2.0" }, model: "opus" },
    { of: "none", model: "haiku" },
    { of: { draftId: "d1" }, model: null },
  ]);
});

test("the package of the address stands before its lanes", () => {
  expect(readCompare("none", "prpm/a")).toEqual([{ of: { named: "prpm/a", version: null }, model: null }, NONE]);
});

test("a comparison has two lanes at least and four at most, whatever the address says", () => {
  expect(readCompare("prpm/a", undefined)).toEqual([{ of: { named: "prpm/a", version: null }, model: null }, NONE]);
  expect(readCompare("", undefined)).toEqual([NONE, NONE]);
  expect(readCompare("a,b,c,d,e,f", "z")).toHaveLength(4);
  expect(readCompare("a~unknown", undefined)[0]).toEqual({ of: { named: "a", version: null }, model: null });
});

test("what is written is read back as the same lanes", () => {
  const lanes = [
    newLane({ kind: "package", item }, "opus"),
    newLane({ kind: "baseline" }),
    newLane({ kind: "custom", title: "", text: "x", draftId: "d1" }, "haiku"),
  ];
  expect(readCompare(writeCompare(lanes), undefined)).toEqual([
    { of: { named: "p1", version: "1.2.0" }, model: "opus" },
    NONE,
    { of: { draftId: "d1" }, model: "haiku" },
  ]);
});

test("a prompt that only this page knows is in no address", () => {
  const own = newLane({ kind: "custom", title: "Mine", text: "secret words", draftId: null });
  expect(writeCompare([own, newLane({ kind: "baseline" })])).toBe("none,none");
});

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contentHash } from "./content-hash";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "prpm-unit-hash-"));
  mkdirSync(join(root, "app", "deep"), { recursive: true });
  writeFileSync(join(root, "app", "deep", "a.ts"), "a");
  writeFileSync(join(root, "one.json"), "1");
});
afterEach(() => rmSync(root, { recursive: true }));

const hash = (ignored: (path: string) => boolean = () => false): string =>
  contentHash(root, ["app", "one.json", "absent.ts"], ignored);

test("only names and contents count, not times", () => {
  const before = hash();
  utimesSync(join(root, "one.json"), 1, 1);
  expect(hash()).toBe(before);
});

test.each<[string, () => void]>([
  ["a changed file", () => writeFileSync(join(root, "app", "deep", "a.ts"), "b")],
  ["a new file", () => writeFileSync(join(root, "app", "b.ts"), "")],
  ["a file that was absent", () => writeFileSync(join(root, "absent.ts"), "")],
  ["a removed file", () => rmSync(join(root, "one.json"))],
])("%s changes it", (_, change) => {
  const before = hash();
  change();
  expect(hash()).not.toBe(before);
});

test("what is ignored does not count", () => {
  const ignored = (path: string): boolean => path === "app/deep";
  const before = hash(ignored);
  writeFileSync(join(root, "app", "deep", "a.ts"), "b");
  expect(hash(ignored)).toBe(before);
});

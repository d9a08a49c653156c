import { unzipSync } from "fflate";
import { afterEach, expect, test, vi } from "vitest";
import { type ZippedFile, zipPieces } from "@/lib/packages/zip-files";

afterEach(() => vi.useRealTimers());

const packed = (files: readonly ZippedFile[]) => Buffer.concat([...zipPieces(files)]);

test("a zip unpacks to the same names and bytes, whatever signs are in them", () => {
  const files = [
    { path: ".claude/skills/ναός/SKILL.md", content: "\ufeff# Näme\r\n\r\n🏛️ text" },
    { path: "empty.txt", content: "" },
    { path: "long.md", content: "word ".repeat(60_000) },
  ];
  const unpacked = Object.entries(unzipSync(packed(files)));
  expect(unpacked.map(([path, bytes]) => ({ path, content: Buffer.from(bytes).toString("utf8") }))).toEqual(files);
  expect(unzipSync(packed([]))).toEqual({});
});

test("the same files are the same bytes, whenever they are packed", () => {
  const files = [{ path: "a.md", content: "text" }];
  vi.useFakeTimers();
  const archives = ["2026-01-31T10:00:00Z", "2031-07-01T22:00:02Z"].map((instant) => {
    vi.setSystemTime(instant);
    return packed(files).toString("hex");
  });
  expect(new Set(archives).size).toBe(1);
});

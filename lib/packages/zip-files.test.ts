import { unzipSync } from "fflate";
import { afterEach, expect, test, vi } from "vitest";
import { type ZippedFile, zipPieces } from "@/lib/packages/zip-files";

afterEach(() => vi.unstubAllEnvs());

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

test("the same files are the same bytes, in any year and time zone", () => {
  const files = [{ path: "a.md", content: "text" }];
  const zones = ["UTC", "Pacific/Auckland", "America/Los_Angeles"];
  const archives = zones.map((zone) => {
    vi.stubEnv("TZ", zone);
    return packed(files).toString("hex");
  });
  expect(new Set(archives).size).toBe(1);
});

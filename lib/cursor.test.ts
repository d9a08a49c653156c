import { expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor, toPage } from "@/lib/cursor";
import { AppError } from "@/lib/errors";

test("a cursor comes back as it went out, and is safe in an address", () => {
  const cursor = encodeCursor(["2026-11-22T00:00:00.000Z", 7]);
  expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(decodeCursor(cursor, z.tuple([z.string(), z.number()]))).toEqual(["2026-11-22T00:00:00.000Z", 7]);
});

test("a cursor that no list gave out is refused as invalid_input", () => {
  for (const cursor of ["", "%%%", "bm90IGpzb24", encodeCursor(["x", "y"])]) {
    expect(() => decodeCursor(cursor, z.tuple([z.int()]))).toThrow(AppError);
  }
});

test("the last page has no cursor, a full page with more behind it has", () => {
  expect(toPage([1, 2], 2, (n) => [n])).toEqual({ items: [1, 2], nextCursor: null });
  expect(toPage([1, 2, 3], 2, (n) => [n])).toEqual({ items: [1, 2], nextCursor: encodeCursor([2]) });
});

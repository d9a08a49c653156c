import { expect, test } from "vitest";
import { z } from "zod";
import { CursorInstant, decodeCursor, encodeCursor, toPage } from "@/lib/cursor";
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

test("an instant is one that the database can hold", () => {
  const read = (instant: string) => decodeCursor(encodeCursor([instant]), z.tuple([CursorInstant]));
  for (const instant of ["1970-01-01T00:00:00.000Z", "2026-11-22T01:02:03.004Z", "9999-12-31T23:59:59.999Z"]) {
    expect(read(instant)).toEqual([instant]);
  }
  for (const instant of ["0000-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "2026-02-30T00:00:00.000Z"]) {
    expect(() => read(instant), instant).toThrow(AppError);
  }
  expect(() => read("2026-11-22T00:00:00.1234567890123456789Z")).toThrow(AppError);
});

test("the last page has no cursor, a full page with more behind it has", () => {
  expect(toPage([1, 2], 2, (n) => [n])).toEqual({ items: [1, 2], nextCursor: null });
  expect(toPage([1, 2, 3], 2, (n) => [n])).toEqual({ items: [1, 2], nextCursor: encodeCursor([2]) });
});

import { expect, test } from "vitest";
import type { Receipt } from "@/lib/runs/run";
import { laneFigures } from "./lane-figures";

const receipt = (creditsSpent: number, tokensUsed: number, firstTokenMs: number | null, response: string) => ({
  receipt: { creditsSpent, tokensUsed, firstTokenMs, durationMs: 1_000, response } as Receipt,
});

test("every measure is on one scale: of the most that any lane has, with the least marked", () => {
  const [first, second] = laneFigures([receipt(1, 400, 200, "One two."), receipt(4, 100, null, "One two three four.")]);
  const of = (figures: typeof first, name: string) => figures?.find((figure) => figure.name === name);
  expect(of(first, "Cost")).toMatchObject({ value: 1, share: 0.25, isLeast: true });
  expect(of(second, "Cost")).toMatchObject({ value: 4, share: 1, isLeast: false });
  expect(of(second, "Tokens")).toMatchObject({ share: 0.25, isLeast: true });
  expect(of(second, "First text")).toMatchObject({ value: null, share: 0, isLeast: false });
  expect(of(first, "Words")).toMatchObject({ value: 2, share: 0.5 });
});

test("where all are the same none is marked, and nothing is divided by nothing", () => {
  const [first, second] = laneFigures([receipt(0, 10, 5, ""), receipt(0, 10, 5, "")]);
  for (const figure of [...(first ?? []), ...(second ?? [])]) {
    expect(figure.isLeast).toBe(false);
    expect(Number.isFinite(figure.share)).toBe(true);
  }
});

test("a lane that failed has no figures and changes nobody's scale", () => {
  const columns = laneFigures([{ receipt: null }, receipt(2, 10, 5, "Yes.")]);
  expect(columns[0]).toBeNull();
  expect(columns[1]?.[0]).toMatchObject({ value: 2, share: 1 });
});

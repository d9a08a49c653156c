import { expect, test } from "vitest";
import { NO_ANSWER } from "@/components/http/request";
import { refusedAdjustment } from "./refused-adjustment";

test("an admin is told what became of the wallet, not that they were not charged", () => {
  const internal = { error: "internal", message: "Something went wrong on our side; you were not charged." } as const;
  expect(refusedAdjustment(internal)).toBe("Something went wrong on our side. Nothing was changed; try again.");
  expect(refusedAdjustment(NO_ANSWER)).toContain("made once, however often you try");
});

test("what a check of the body says is not shown, other refusals are", () => {
  const raw = { error: "invalid_input", message: "amount: Too big: expected number to be <=10000" } as const;
  expect(refusedAdjustment(raw)).not.toContain("expected number");
  const conflict = { error: "conflict", message: "This wallet has fewer free credits than that." } as const;
  expect(refusedAdjustment(conflict)).toBe(conflict.message);
});

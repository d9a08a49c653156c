import { expect, test } from "vitest";
import { retryAt } from "@/lib/jobs/delivery";

test("the more often it was refused, the longer the pause", () => {
  const minutes = [1, 2, 3, 4, 5].map((attempts) => retryAt(attempts, new Date(0)).getTime() / 60_000);
  expect(minutes).toEqual([5, 15, 45, 135, 405]);
});

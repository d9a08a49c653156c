import { expect, test } from "vitest";
import { budgetMail } from "@/lib/credits/budget-mail";

test("the mail says how much of how much, that runs go on, and where to change it", () => {
  const reached = { percent: 80, spent: 1_640, credits: 2_000, month: "2026-11-01" } as const;
  const { subject, text } = budgetMail(reached, "https://prpm.example");
  expect(subject).toBe("80 % of your budget for November is spent");
  expect(text).toContain("You have spent 1,640 of the 2,000 credits");
  expect(text).toContain("your runs go on");
  expect(text).toContain("https://prpm.example/dashboard#budget");
  expect(budgetMail({ ...reached, percent: 100 }, "x").subject).toBe("Your budget for November is spent");
});

import { expect, test } from "vitest";
import type { CreditTransaction } from "@/lib/credits/transaction";
import { statementDays } from "./statement-days";

const at = (createdAt: string) => ({ createdAt }) as CreditTransaction;

test("movements of one day stand together, in their order", () => {
  const items = [at("2026-11-22T23:59:59.000Z"), at("2026-11-22T00:00:00.000Z"), at("2026-11-21T23:59:59.999Z")];
  expect(statementDays(items).map(({ day, items: group }) => [day, group.length])).toEqual([
    ["2026-11-22", 2],
    ["2026-11-21", 1],
  ]);
});

test("no movements, no days", () => {
  expect(statementDays([])).toEqual([]);
});

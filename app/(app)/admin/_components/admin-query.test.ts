import { expect, test } from "vitest";
import { adminHref, readAdminQuery } from "./admin-query";

test("an address says again what it was read from, and leaves out what it cannot mean", () => {
  const query = { tab: "audit", action: "credits.adjust", cursor: "abc" } as const;
  expect(adminHref(query)).toBe("/admin?tab=audit&action=credits.adjust&cursor=abc");
  expect(readAdminQuery(query)).toEqual(query);
  expect(readAdminQuery({ tab: "users", q: " ann\u0000 " })).toEqual({ tab: "users", q: "ann" });
  const odd = { tab: "nonsense", q: " ", action: "x\u0000", cursor: ["a", "b"] };
  expect(readAdminQuery(odd)).toEqual({ tab: "overview" });
  const waiting = { tab: "payments", q: "refund.created", only: "waiting" } as const;
  expect(adminHref(waiting)).toBe("/admin?tab=payments&q=refund.created&only=waiting");
  expect(readAdminQuery(waiting)).toEqual(waiting);
  expect(readAdminQuery({ tab: "audit", action: "stripe_event.replay" }).action).toBe("stripe_event.replay");
  const money = { tab: "money", from: "2026-11-01", to: "2026-11-28" } as const;
  expect(readAdminQuery(money)).toEqual(money);
  expect(readAdminQuery({ tab: "money", from: "yesterday", to: ["2026-11-28"] })).toEqual({ tab: "money" });
  const reports = { tab: "reports", only: "taken_down", share: "0199a0c6-8d4e-7000-8000-000000000001" } as const;
  expect(readAdminQuery(reports)).toEqual(reports);
  expect(readAdminQuery({ tab: "reports", only: "nonsense", share: "1 OR 1" })).toEqual({ tab: "reports" });
});

import { expect, test } from "vitest";
import type { SubscriptionState } from "@/lib/billing/subscription";
import { needsPayment, subscriptionWords } from "./subscription-words";

const END = "2027-01-05T10:00:00.000Z";

const state = (status: SubscriptionState["status"], cancelAt: string | null = null): SubscriptionState => ({
  status,
  currentPeriodEnd: END,
  cancelAtPeriodEnd: cancelAt !== null,
  cancelAt,
  hasBegun: true,
});

test("an active one names its renewal and can be cancelled", () => {
  expect(subscriptionWords(state("active"), "plus")).toMatchObject({
    text: ["It renews on ", { at: END }, "."],
    acts: ["portal", "cancel"],
  });
});

test("a cancelled one names its end and can go on after all", () => {
  const { text, acts } = subscriptionWords(state("active", END), "plus");
  expect(text).toContainEqual({ at: END });
  expect(acts).toContain("resume");
  expect(acts).not.toContain("cancel");
});

test("a failed payment says that credits stay and leads to another card", () => {
  for (const status of ["past_due", "unpaid"] as const) {
    const { tone, text, acts } = subscriptionWords(state(status), "plus");
    expect(tone).toBe("bad");
    expect(text.join("")).toContain("Credits that were granted stay.");
    expect(acts[0]).toBe("pay");
    expect(needsPayment(state(status))).toBe(true);
  }
});

test("only who has no subscription may begin one", () => {
  const statuses = ["none", "active", "trialing", "past_due", "unpaid", "paused", "incomplete", "canceled"] as const;
  const may = statuses.filter((status) => subscriptionWords(state(status), "free").acts.includes("subscribe"));
  expect(may).toEqual(["none", "incomplete", "canceled"]);
});

test("members of an organisation are told that they have its credits", () => {
  expect(subscriptionWords(state("none"), "organization").title).toBe("Organisation");
});

import { expect, test } from "vitest";
import { auditKind, auditVerb } from "./audit-words";

test("entries read as sentences, with the amount and its direction; unknown ones keep their name", () => {
  expect(auditVerb("credits.adjust", { amount: 1 })).toBe("gave 1 credit to");
  expect(auditVerb("credits.adjust", { amount: -20 })).toBe("took 20 credits from");
  expect(auditVerb("organization.verify", {})).toBe("verified");
  expect(auditVerb("share.takedown", {})).toBe("share.takedown");
});

test("each kind of entry has words for the filter; unknown ones keep their name", () => {
  expect(auditKind("organization.unverify")).toBe("Verifications removed");
  expect(auditKind("share.takedown")).toBe("share.takedown");
});

test("a refund names its amount, and a replay the event", () => {
  expect(auditVerb("purchase.refund", { amountCents: 920 })).toBe("refunded $9.20 to");
  expect(auditVerb("stripe_event.replay", {})).toBe("replayed the event");
});

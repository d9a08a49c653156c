import { expect, test } from "vitest";
import { auditActor, auditKind, auditVerb } from "./audit-words";

test("entries read as sentences, with the amount and its direction; unknown ones keep their name", () => {
  expect(auditVerb("credits.adjust", { amount: 1 })).toBe("gave 1 credit to");
  expect(auditVerb("credits.adjust", { amount: -20 })).toBe("took 20 credits from");
  expect(auditVerb("organization.verify", {})).toBe("verified");
  expect(auditVerb("share.nonsense", {})).toBe("share.nonsense");
});

test("each kind of entry has words for the filter; unknown ones keep their name", () => {
  expect(auditKind("organization.unverify")).toBe("Verifications removed");
  expect(auditKind("share.nonsense")).toBe("share.nonsense");
});

test("a refund names its amount, and a replay the event", () => {
  expect(auditVerb("purchase.refund", { amountCents: 920 })).toBe("refunded $9.20 to");
  expect(auditVerb("stripe_event.replay", {})).toBe("replayed the event");
});

test("acts on links are told with how many they concerned, and the check is not taken for a person", () => {
  expect(auditVerb("share.take_down", { shareId: "x" })).toBe("took down a link of");
  expect(auditVerb("reports.dismiss", { dismissed: 1 })).toBe("dismissed a report about a link of");
  expect(auditVerb("reports.dismiss", { dismissed: 3 })).toBe("dismissed 3 reports about a link of");
  expect(auditVerb("sharing.ban", { links: 0 })).toBe("banned from sharing");
  expect(auditVerb("sharing.ban", { links: 2 })).toBe("took down 2 links and banned from sharing");
  expect(auditActor("ann@example.com", {})).toBe("ann@example.com");
  expect(auditActor(null, {})).toBe("The operator");
  expect(auditActor(null, { by: "check" })).toBe("The check of shared texts");
});

import { expect, test } from "vitest";
import { type RefundedPack, refundCents, refundEffect } from "./refund-words";

const PACK: RefundedPack = {
  purchaseId: "0190",
  email: "ann@example.com",
  credits: 250,
  wholeCents: 1_000,
  unusedCents: 920,
  unusedCredits: 230,
  backCents: 0,
};

test("each part names its amount", () => {
  expect(refundCents(PACK, "whole")).toBe(1_000);
  expect(refundCents(PACK, "unused")).toBe(920);
});

test("a whole refund says what may be owed", () => {
  expect(refundEffect(PACK, "whole")).toBe(
    "ann@example.com gets $10 back and loses the 230 credits left of it. The 20 credits already used come out of other purchased ones; what is missing then is owed, and runs wait until it is paid.",
  );
  expect(refundEffect({ ...PACK, unusedCredits: 0 }, "whole")).toContain("The 250 credits already used come out of");
});

test("nothing is owed where nothing was used, or only what is left goes back", () => {
  expect(refundEffect({ ...PACK, unusedCredits: 250 }, "whole")).not.toContain("owed");
  expect(refundEffect(PACK, "unused")).toBe("ann@example.com gets $9.20 back and loses the 230 credits left of it.");
});

test("what went back before is not taken again", () => {
  const half = { ...PACK, wholeCents: 500, backCents: 500, unusedCredits: 100 };
  expect(refundEffect(half, "whole")).toContain("The 25 credits already used");
});

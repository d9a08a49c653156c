import { expect, test } from "vitest";
import { declineWords } from "./decline-words";

test("a decline with a reason people can act on names it", () => {
  expect(declineWords("insufficient_funds")).toMatch(/not enough money/);
  expect(declineWords("expired_card")).toMatch(/has expired/);
});

test("any other decline is the bank's, and a stolen card is not called one", () => {
  for (const code of ["card_declined", "stolen_card", "lost_card", "do_not_honor", null, undefined]) {
    expect(declineWords(code)).toBe("Your bank declined this card. Nothing was charged; try another card.");
  }
});

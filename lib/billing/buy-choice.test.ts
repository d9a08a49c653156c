import { expect, test } from "vitest";
import { buyAddress, readBuyChoice, WAYS } from "./buy-choice";
import { PACK_NAMES } from "./packs";

test("every choice that an address was written for is read from it again", () => {
  for (const pack of PACK_NAMES) {
    for (const way of WAYS) {
      const { searchParams } = new URL(buyAddress({ pack, way }), "http://playground.example");
      expect(readBuyChoice(Object.fromEntries(searchParams))).toEqual({ pack, way });
    }
  }
});

test("an address that says nothing of use offers the popular pack on Stripe's page", () => {
  for (const pack of [undefined, "", "huge", "__proto__", ["large", "small"]]) {
    expect(readBuyChoice({ pack, way: pack })).toEqual({ pack: "medium", way: "checkout" });
  }
});

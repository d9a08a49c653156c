import { expect, test } from "vitest";
import { placeOf, withParameter } from "./return-place";

test("one comes back to the page with its package and session", () => {
  expect(placeOf("/playground", "?session=s&run=r")).toBe("/playground?session=s&run=r");
  expect(placeOf("/pricing", "")).toBe("/pricing");
});

test("what an address says once is not said again", () => {
  expect(placeOf("/playground", "?package=prpm%2Fx&input=old&purchase=1&subscribed=1")).toBe(
    "/playground?package=prpm%2Fx",
  );
  expect(placeOf("/credits", "?purchase=1")).toBe("/credits");
});

test("neither buying nor signing in is a place to come back to", () => {
  expect(placeOf("/playground/credits/buy", "")).toBeNull();
  expect(placeOf("/sign-in", "?callbackUrl=%2Fplayground")).toBeNull();
});

test("a parameter joins what the address has, before its fragment", () => {
  expect(withParameter("/playground", "purchase", "a b")).toBe("/playground?purchase=a+b");
  expect(withParameter("/playground?session=s", "purchase", "1")).toBe("/playground?session=s&purchase=1");
  expect(withParameter("/settings#billing", "subscribed", "1")).toBe("/settings?subscribed=1#billing");
});

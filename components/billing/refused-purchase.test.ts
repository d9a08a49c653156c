import { expect, test } from "vitest";
import type { ErrorBody } from "@/lib/errors";
import { CLOSED, refusedPurchase } from "./refused-purchase";

const refuse = (body: ErrorBody) => refusedPurchase(body, 1_000);

test("an installation without keys is closed, and trying again is not offered", () => {
  const body: ErrorBody = { error: "payments_unavailable", message: "no", reason: "not_configured" };
  expect(refuse(body)).toEqual({ words: CLOSED, until: 0, act: "none" });
});

test("while Stripe is away nothing was charged, and one may try again", () => {
  const body: ErrorBody = { error: "payments_unavailable", message: "no", reason: "stripe" };
  expect(refuse(body)).toMatchObject({ act: "again", words: expect.stringContaining("nothing was charged") });
});

test("too many tries wait as long as the server says", () => {
  const body: ErrorBody = { error: "rate_limited", message: "no", retryAfterSeconds: 12, reason: "rate" };
  expect(refuse(body).until).toBe(13_000);
});

test("who was signed out signs in", () => {
  expect(refuse({ error: "unauthenticated", message: "no" }).act).toBe("sign-in");
});

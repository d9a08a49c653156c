import type { PaymentIntentResult } from "@stripe/stripe-js";
import { expect, test } from "vitest";
import { cardResult } from "./card-result";

const read = (result: unknown) => cardResult(result as PaymentIntentResult);

test("a payment that succeeded or is being processed may be followed", () => {
  for (const status of ["succeeded", "processing"]) {
    expect(read({ paymentIntent: { status } })).toEqual({ isTaken: true });
  }
});

test("a declined card is said in a sentence, and the same purchase can be tried again", () => {
  const error = { type: "card_error", code: "card_declined", decline_code: "insufficient_funds" };
  expect(read({ error })).toMatchObject({ isTaken: false, problem: expect.stringContaining("not enough money") });
});

test("a field that is not right is said by the form itself", () => {
  expect(read({ error: { type: "validation_error", code: "incomplete_number" } })).toEqual({
    isTaken: false,
    problem: null,
  });
});

test("a payment that had succeeded before is no failure", () => {
  const error = { type: "invalid_request_error", payment_intent: { status: "succeeded" } };
  expect(read({ error })).toEqual({ isTaken: true });
});

test("without an answer nothing is claimed", () => {
  expect(read({ error: { type: "api_connection_error" } })).toMatchObject({
    problem: expect.stringContaining("never charged twice"),
  });
  expect(read({ paymentIntent: { status: "requires_payment_method" } })).toMatchObject({
    problem: expect.stringContaining("not confirmed with your bank"),
  });
});

import { expect, test } from "vitest";
import { keptPayload } from "./kept-payload";

const event = (object: Record<string, unknown>) => ({
  id: "evt_1",
  type: "checkout.session.completed",
  created: new Date(1_000),
  livemode: false,
  object,
});

test("of an event's object ids and our own metadata are kept, and nothing of the customer", () => {
  const kept = keptPayload(
    event({
      id: "cs_1",
      object: "checkout.session",
      payment_intent: { id: "pi_1", object: "payment_intent", client_secret: "secret" },
      metadata: { purchaseId: "p" },
      customer_details: { email: "someone@example.com" },
      url: "https://checkout.example/secret",
    }),
  );
  expect(kept).toEqual({
    id: "evt_1",
    object: "event",
    type: "checkout.session.completed",
    created: 1,
    livemode: false,
    data: {
      object: { id: "cs_1", object: "checkout.session", payment_intent: "pi_1", metadata: { purchaseId: "p" } },
    },
  });
});

test("what a database cannot hold is taken out of names and values", () => {
  const kept = keptPayload(event({ id: "cs_1", metadata: { "a\u0000": "b\u0000c\ud800" } })) as {
    data: { object: { metadata: object } };
  };
  expect(kept.data.object.metadata).toEqual({ a: "bc\ufffd" });
});

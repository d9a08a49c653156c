import { z } from "zod";
import { attach, cardEntry, createMethod } from "../money/payment-methods";
import { pauseSubscription } from "../subscriptions/pause";
import { change, idOf, requireRow } from "../work";
import { type ControlCall, control, parseBody } from "./handler";

/** A subscription is paid with another card from now on; nothing is charged yet. */
function setCard({ work, id, body }: ControlCall): object {
  const { card } = parseBody(z.strictObject({ card: z.string() }), body);
  const subscription = requireRow(work, "subscriptions", id);
  const method = createMethod(work, { type: "card", card: cardEntry(work, card) });
  attach(work, method, idOf(subscription.customer));
  const previous = change(subscription, { default_payment_method: method.id });
  work.emit("customer.subscription.updated", subscription, previous);
  return subscription;
}

const DunningRequest = z
  .strictObject({
    retryDays: z.array(z.number().positive().max(60)).max(8),
    finally: z.enum(["canceled", "unpaid", "past_due"]),
  })
  .partial();

export const subscriptionControls = [
  control("POST subscriptions/:id/card", setCard),
  control("POST subscriptions/:id/pause", ({ work, id }) =>
    pauseSubscription(work, requireRow(work, "subscriptions", id)),
  ),
  control("GET dunning", ({ work }) => work.dunning()),
  control("POST dunning", ({ work, body }) => Object.assign(work.dunning(), parseBody(DunningRequest, body))),
];

import { z } from "zod";
import { DeliverySetting } from "../events/delivery-setting";
import { requireRow } from "../work";
import type { World } from "../world";
import { type ControlCall, control, parseBody } from "./handler";
import { waitUntilDelivered } from "./wait-until-delivered";

const deliveryNow = ({ delivery }: World) => ({ ...delivery.setting(), pending: delivery.pending() });

const Flush = z.strictObject({ timeoutMs: z.int().min(0).max(120_000).default(10_000) });

function listEvents({ world, query }: ControlCall): object {
  const events = [...world.tables.events.values()];
  const after = query.get("after");
  const from = after === null ? 0 : events.findIndex(({ id }) => id === after) + 1;
  return events.slice(from).map((event) => ({
    ...event,
    deliveries: world.delivery.rowsOf(event.id),
  }));
}

export const deliveryControls = [
  control("GET delivery", ({ world }) => deliveryNow(world)),
  control("POST delivery", ({ world, body }) => {
    world.delivery.set(parseBody(DeliverySetting.partial(), body) as Partial<DeliverySetting>);
    return deliveryNow(world);
  }),
  control("POST delivery/flush", async ({ world, body }) => {
    await waitUntilDelivered(world.delivery, parseBody(Flush, body).timeoutMs);
    return deliveryNow(world);
  }),
  control("GET events", listEvents),
  control("POST events/:id/send", async ({ world, work, id }) => {
    const event = requireRow(work, "events", id);
    return { id: event.id, attempts: await world.delivery.sendAgain(event) };
  }),
];

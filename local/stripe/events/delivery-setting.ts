import { z } from "zod";

/** How webhooks go out. */
export const DeliverySetting = z.strictObject({
  /** How often each event is sent, all at once unless shuffled. */
  duplicate: z.int().min(1).max(5),
  /** Events of a short while are held and go out in random order. */
  shuffle: z.boolean(),
  /** How long each waits before it goes out. */
  delayMs: z.int().min(0).max(600_000),
  /** Events are noted and never sent. */
  drop: z.boolean(),
  /** Is an event sent again until the endpoint takes it? */
  retry: z.boolean(),
});

export type DeliverySetting = z.output<typeof DeliverySetting>;

export const ORDINARY: DeliverySetting = { duplicate: 1, shuffle: false, delayMs: 0, drop: false, retry: true };

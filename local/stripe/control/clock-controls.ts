import { z } from "zod";
import { Duration } from "../state/duration";
import type { World } from "../world";
import { control, parseBody } from "./handler";

/** Stripe's time, in epoch seconds and in words. */
function clockNow({ clock }: World): { now: number; iso: string } {
  const now = clock.now();
  return { now, iso: new Date(now * 1_000).toISOString() };
}

export const clockControls = [
  control("GET clock", ({ world }) => clockNow(world)),
  control("POST clock", ({ world, body }) => {
    world.clock.advance(parseBody(z.strictObject({ advance: Duration }), body).advance);
    return clockNow(world);
  }),
];

import "server-only";
import Stripe from "stripe";
import { z } from "zod";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import type { StripeEvent } from "@/lib/stripe/stripe-event";
import { instantOf } from "@/lib/stripe/stripe-values";

const Payload = z.object({
  id: z.string().regex(/^[\w-]{1,255}$/),
  object: z.literal("event"),
  type: z.string().regex(/^[\w.]{1,255}$/),
  created: z.int().positive(),
  livemode: z.boolean(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});

/** How far a signature's time may be from ours, in seconds. */
const TOLERANCE_SECONDS = 300;

/** Stripe's own check looks at the age alone, and at the last of several times: one for the future would be good until then. */
function isFromTheFuture(header: string, now: Date): boolean {
  const times = header.split(",").filter((part) => part.trim().startsWith("t="));
  const time = Number(times[0]?.trim().slice(2));
  return times.length !== 1 || !(time <= now.getTime() / 1_000 + TOLERANCE_SECONDS);
}

function isSigned(body: string, header: string, secret: string, now: Date): boolean {
  try {
    const at = now.getTime();
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, TOLERANCE_SECONDS, undefined, at) === true;
  } catch {
    return false;
  }
}

/** Our webhook secrets: two while one is being replaced by the other. */
function secrets(): string[] {
  const named = env().STRIPE_WEBHOOK_SECRET_CREDITS?.split(",") ?? [];
  return named.map((secret) => secret.trim()).filter((secret) => secret !== "");
}

/** Reads an event that was signed before, from its JSON; `invalid_input` for anything else. */
export function toEvent(payload: unknown): StripeEvent {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) throw new AppError("invalid_input", { message: "This is not an event of Stripe's." });
  const { id, type, created, livemode, data } = parsed.data;
  return { id, type, created: instantOf(created), livemode, object: data.object };
}

/**
 * The event in a raw webhook body. `invalid_signature` unless one of our secrets signed these very bytes within five
 * minutes; `payments_unavailable` (5xx, so that Stripe tries again) while no secret is set.
 */
export function verifyEvent(body: string, signature: string | null, now: Date): StripeEvent {
  const known = secrets();
  if (known.length === 0) {
    throw new AppError("payments_unavailable", {
      message: "The webhook's secret is not set.",
      details: { reason: "not_configured" },
    });
  }
  if (
    signature === null ||
    isFromTheFuture(signature, now) ||
    !known.some((secret) => isSigned(body, signature, secret, now))
  ) {
    throw new AppError("invalid_signature");
  }
  try {
    return toEvent(JSON.parse(body));
  } catch (cause) {
    throw cause instanceof AppError
      ? cause
      : new AppError("invalid_input", { message: "The body is not JSON.", cause });
  }
}

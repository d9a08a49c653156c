import "server-only";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import Stripe from "stripe";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { processSingleton } from "@/lib/process-singleton";
import { isLiveKey } from "@/lib/stripe/stripe-values";

/** Stripe takes 100 requests a second of a live key; a burst of webhooks waits here and not there. */
const MAX_CONNECTIONS = 20;
const TIMEOUT_MS = 15_000;

/** Can anything be bought here? */
export function hasStripe(): boolean {
  return env().STRIPE_SECRET_KEY !== undefined;
}

function notConfigured(): AppError {
  return new AppError("payments_unavailable", {
    message: "Purchases are not switched on in this installation.",
    details: { reason: "not_configured" },
  });
}

/** Refuses with `payments_unavailable` where nothing can be bought. */
export function requireStripe(): void {
  if (!hasStripe()) throw notConfigured();
}

/** Is it real money? */
export function isLive(): boolean {
  return isLiveKey(env().STRIPE_SECRET_KEY ?? "");
}

/** The process's one client, of the API version its SDK pins; `payments_unavailable` where no key is set. */
export function stripe(): Stripe {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE } = env();
  if (STRIPE_SECRET_KEY === undefined) throw notConfigured();
  return processSingleton("stripe", () => {
    const agent = { keepAlive: true, maxSockets: MAX_CONNECTIONS };
    const base = STRIPE_API_BASE === undefined ? undefined : new URL(STRIPE_API_BASE);
    const isPlain = base?.protocol === "http:";
    return new Stripe(STRIPE_SECRET_KEY, {
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 2,
      telemetry: false,
      httpAgent: isPlain ? new HttpAgent(agent) : new HttpsAgent(agent),
      ...(base && {
        protocol: isPlain ? "http" : "https",
        host: base.hostname,
        port: base.port || (isPlain ? "80" : "443"),
      }),
    });
  });
}

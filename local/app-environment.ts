import { CommandError } from "./command";
import { appSecrets, type Secrets } from "./secrets";
import { PLUS_PRICE } from "./stripe/prepare";

type Environment = Readonly<Record<string, string | undefined>>;

export const CLAUDE_NOTICE =
  "Answers come from a local stand-in for Claude. Set ANTHROPIC_API_KEY and start again to talk to the real one.";

export const STRIPE_NOTICE =
  "Payments go to a local stand-in for Stripe: test cards, no money. Set STRIPE_SECRET_KEY and start again for the real one.";

/** For a stack of which one side is real and the other is not. */
export const MIXED_NOTICE = "Purchases are test money, but runs are not: they go to Claude and are billed to your key.";

/** The price of PRPM+ that the stand-in for Stripe comes with. */

/** Where the stack is to serve: PORT, else the port in NEXTAUTH_URL, else 3000. */
export function addressFrom({ PORT, NEXTAUTH_URL }: Environment): { port: number; url: string } {
  const named = PORT || (NEXTAUTH_URL ? new URL(NEXTAUTH_URL).port : "") || "3000";
  const port = Number(named);
  if (!/^\d+$/.test(named) || port < 1 || port > 65_535) {
    throw new CommandError(`PORT must be a number from 1 to 65535; it is ${named}.`);
  }
  return { port, url: (NEXTAUTH_URL || `http://localhost:${port}`).replace(/\/$/, "") };
}

/** A stand-in answers when nothing says where Claude is. */
export function wantsClaudeStandIn({ ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL }: Environment): boolean {
  return !ANTHROPIC_API_KEY && !ANTHROPIC_BASE_URL;
}

export function wantsStripeStandIn({ STRIPE_SECRET_KEY, STRIPE_API_BASE }: Environment): boolean {
  return !STRIPE_SECRET_KEY && !STRIPE_API_BASE;
}

/** What the stand-in for Stripe and the app have in common: the key, and the secrets that sign webhooks. */
export function stripeKeys(given: Environment, secrets: Secrets) {
  return {
    STRIPE_SECRET_KEY: secrets.STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET_CREDITS: given["STRIPE_WEBHOOK_SECRET_CREDITS"] || secrets.STRIPE_WEBHOOK_SECRET_CREDITS,
  };
}

/** Where Stripe sends what happened, on a machine where the app has this port. */
export function stripeWebhookUrl(port: number): string {
  return `http://127.0.0.1:${port}/api/v1/webhooks/stripe/credits`;
}

/**
 * The app's whole environment on one machine: what was given, and for the rest our own. `claudeStandIn`
 * and `stripeStandIn` are their addresses when they run. A server that speaks the Messages API without asking for a key gets one all the same, as
 * the client library insists on it.
 */
export function appEnvironment(options: {
  given: Environment;
  secrets: Secrets;
  port: number;
  url: string;
  databaseUrl: string;
  claudeStandIn: string | undefined;
  stripeStandIn: string | undefined;
}): Record<string, string | undefined> {
  const { given, secrets, port, url, databaseUrl, claudeStandIn, stripeStandIn } = options;
  const chosen = Object.fromEntries(
    Object.entries(appSecrets(secrets)).map(([name, own]) => [name, given[name] || own]),
  );
  return {
    ...given,
    ...chosen,
    DEV_SIGN_IN: "1",
    PORT: String(port),
    // On one machine a stop should be quick; what is going then is not charged.
    DRAIN_SECONDS: given["DRAIN_SECONDS"] || "1",
    NEXTAUTH_URL: url,
    DATABASE_URL: databaseUrl,
    DIRECT_DATABASE_URL: given["DATABASE_URL"] ? given["DIRECT_DATABASE_URL"] : undefined,
    ANTHROPIC_API_KEY: given["ANTHROPIC_API_KEY"] || "none",
    ...(claudeStandIn && { ANTHROPIC_BASE_URL: claudeStandIn, SITE_NOTICE: given["SITE_NOTICE"] || CLAUDE_NOTICE }),
    ...(stripeStandIn && {
      ...stripeKeys(given, secrets),
      STRIPE_API_BASE: stripeStandIn,
      STRIPE_PRICE_PRPM_PLUS: PLUS_PRICE,
    }),
  };
}

import { PLUS_AMOUNT_CENTS, PLUS_PLAN } from "@/lib/billing/packs";
import { log } from "@/lib/log.server";
import { setUpStripe } from "@/lib/stripe/set-up.server";
import { CommandError, runCommand } from "./command";

/**
 * `npm run stripe:setup`: makes the PRPM+ price, the webhook and the portal's settings at Stripe, or finds them, and
 * prints what belongs into the environment. Wants STRIPE_SECRET_KEY and NEXTAUTH_URL.
 */
await runCommand(async () => {
  const { STRIPE_SECRET_KEY, NEXTAUTH_URL } = process.env;
  if (!STRIPE_SECRET_KEY) throw new CommandError("STRIPE_SECRET_KEY is not set: the key of the account to set up.");
  if (!NEXTAUTH_URL) throw new CommandError("NEXTAUTH_URL is not set: the address people open, and Stripe calls.");
  // Setting up reads no data and signs nothing.
  for (const name of ["NEXTAUTH_SECRET", "SHARE_KEY"]) process.env[name] ||= "not used by this command ".repeat(2);
  process.env["DATABASE_URL"] ||= "postgres://not-used-by-this-command";
  log.level = "silent";
  const { price, webhook, portal } = await setUpStripe({
    plan: PLUS_PLAN,
    planAmountCents: PLUS_AMOUNT_CENTS,
    currency: "usd",
    productName: "PRPM+",
    webhookUrl: new URL("/api/v1/webhooks/stripe/credits", NEXTAUTH_URL).href,
  }).catch((error: Error) => {
    throw new CommandError(`Stripe: ${(error.cause as Error | undefined)?.message ?? error.message}`);
  });
  for (const { what, id, isNew } of [price, webhook, portal]) {
    console.log(`${isNew ? "made " : "found"}  ${what.padEnd(8)} ${id}`);
  }
  console.log(`\nSTRIPE_PRICE_PRPM_PLUS=${price.id}`);
  const known =
    "# STRIPE_WEBHOOK_SECRET_CREDITS was shown when the webhook was made; Stripe's dashboard shows it again";
  console.log(webhook.secret === null ? known : `STRIPE_WEBHOOK_SECRET_CREDITS=${webhook.secret}`);
});

import {
  appEnvironment,
  stripeKeys,
  stripeWebhookUrl,
  wantsClaudeStandIn,
  wantsStripeStandIn,
} from "./app-environment";
import { buildApp } from "./build-app";
import { generateClient } from "./generate-client";
import { makePreview } from "./make-preview";
import { migrateDatabase } from "./migrate-database";
import { home } from "./paths";
import { ensureSecrets } from "./secrets";
import type { Shutdown } from "./shutdown";
import { startApp, startClaude, startDatabase, startJobs, startStripe } from "./stack-parts";
import type { ReadyStack } from "./stack-state";
import { importStarterPackages } from "./starter-packages";
import { step } from "./step";

/** Starts every part of the stack in order, a line each, and hands each to `shutdown`; resolves when the app is ready. */
export async function startStack(options: {
  dev: boolean;
  port: number;
  url: string;
  shutdown: Shutdown;
}): Promise<ReadyStack> {
  const { dev, port, url, shutdown } = options;
  const { signal } = shutdown;
  const given = process.env;
  const secrets = ensureSecrets(home);
  await generateClient(signal);
  await makePreview();

  const databaseUrl = given["DATABASE_URL"] || (await startDatabase(shutdown));
  await migrate((given["DATABASE_URL"] && given["DIRECT_DATABASE_URL"]) || databaseUrl);
  const claudeStandIn = wantsClaudeStandIn(given) ? await startClaude(shutdown) : undefined;
  const stripeStandIn = wantsStripeStandIn(given)
    ? await startStripe({ webhookUrl: stripeWebhookUrl(port), keys: stripeKeys(given, secrets), shutdown })
    : undefined;
  const env = appEnvironment({ given, secrets, port, url, databaseUrl, claudeStandIn, stripeStandIn });
  await fillCatalogue(env, signal);
  if (!dev) await build(signal);
  await startApp({ dev, port, env, shutdown });
  startJobs(`http://127.0.0.1:${port}`, env["CRON_SECRET"] ?? "", signal);

  const claude = {
    url: env["ANTHROPIC_BASE_URL"] || "https://api.anthropic.com",
    standIn: claudeStandIn !== undefined,
  };
  const stripe = {
    url: env["STRIPE_API_BASE"] || "https://api.stripe.com",
    standIn: stripeStandIn !== undefined,
  };
  return { url, databaseUrl, claude, stripe };
}

async function migrate(url: string): Promise<void> {
  await step("tables", async () => {
    const { applied, alreadyThere } = await migrateDatabase(url, { note: (line) => console.error(line) });
    return { said: `${applied} migrations applied, ${alreadyThere} already there`, value: undefined };
  });
}

async function fillCatalogue(env: Record<string, string | undefined>, signal: AbortSignal): Promise<void> {
  await step("catalogue", async () => {
    const { offered, complaint } = await importStarterPackages(env, signal);
    if (complaint) console.error(complaint);
    return { said: offered > 0 ? `${offered} starter packages` : "filled already", value: undefined };
  });
}

async function build(signal: AbortSignal): Promise<void> {
  await step("build", async () => ({ said: (await buildApp({ signal })) ? "made" : "up to date", value: undefined }));
}

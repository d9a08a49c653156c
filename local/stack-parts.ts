import { join, relative } from "node:path";
import { appendLine } from "./append-line";
import { startClaudeStandIn } from "./claude-stand-in";
import { readCronJobs } from "./cron";
import { startCron } from "./cron-runner";
import { readJson, writeJson } from "./json-file";
import { keepRunning } from "./keep-running";
import { startNextServer } from "./next-server";
import { home, inProject, root } from "./paths";
import { freePort } from "./ports";
import { recallPostgres, rememberPostgres } from "./postgres/data-folder";
import { startPostgres } from "./postgres/server";
import type { Shutdown } from "./shutdown";
import { freshLog } from "./state-folder";
import { step } from "./step";
import { rememberedPort, startStripeStandIn } from "./stripe-stand-in";

const DATABASE = "prpm";
// Together with Postgres's own bounds under the ten seconds in which a stop is to be over.
const APP_GRACE_MS = 5_000;
const STAND_IN_GRACE_MS = 500;

/** Starts the embedded Postgres and returns the address of the product's database in it. */
export async function startDatabase(shutdown: Shutdown): Promise<string> {
  return step("database", async () => {
    const { signal } = shutdown;
    const { dataDir, ...last } = recallPostgres(home);
    const logFile = freshLog(home, "postgres");
    let port = last.port;
    const { first: server, ...handle } = await keepRunning(
      "The database",
      () => startPostgres({ dataDir, port, logFile, signal }),
      shutdown,
    );
    shutdown.add(handle);
    port = server.port;
    rememberPostgres(home, { dataDir, port });
    const shown = relative(root, dataDir);
    const place = shown.startsWith("..") ? dataDir : shown;
    const how = server.adopted ? "found running" : "started";
    return { said: `PostgreSQL ${how} on port ${port}, data in ${place}`, value: server.url(DATABASE) };
  });
}

/** Starts the stand-in for Claude on a free port and returns its address. */
export async function startClaude(shutdown: Shutdown): Promise<string> {
  return step("claude", async () => {
    const port = await freePort();
    const logFile = freshLog(home, "claude");
    const start = async () => {
      const standIn = await startClaudeStandIn({ port, logFile, signal: shutdown.signal });
      return { ...standIn, stop: () => standIn.stop(STAND_IN_GRACE_MS) };
    };
    const { first, ...handle } = await keepRunning("The stand-in for Claude", start, shutdown);
    shutdown.add(handle);
    return { said: `local stand-in on port ${port}`, value: first.url };
  });
}

/** Starts the stand-in for Stripe, on the port it had before when that is free, and returns its address. */
export async function startStripe(options: {
  webhookUrl: string;
  keys: Readonly<Record<string, string>>;
  shutdown: Shutdown;
}): Promise<string> {
  const { webhookUrl, keys, shutdown } = options;
  return step("stripe", async () => {
    const memory = join(home, "stripe.json");
    const port = await freePort(rememberedPort(readJson(memory)));
    writeJson(memory, { port });
    const logFile = freshLog(home, "stripe");
    const stateFile = join(home, "stripe-state.json");
    const start = async () => {
      const standIn = await startStripeStandIn({ port, logFile, stateFile, webhookUrl, keys, signal: shutdown.signal });
      return { ...standIn, stop: () => standIn.stop(STAND_IN_GRACE_MS) };
    };
    const { first, ...handle } = await keepRunning("The stand-in for Stripe", start, shutdown);
    shutdown.add(handle);
    return { said: `local stand-in on port ${port}`, value: first.url };
  });
}

/** Starts the app (with `dev`, from its sources and with its output shown) and resolves when it is ready. */
export async function startApp(options: {
  dev: boolean;
  port: number;
  env: Record<string, string | undefined>;
  shutdown: Shutdown;
}): Promise<void> {
  const { dev, port, env, shutdown } = options;
  await step("app", async () => {
    const logFile = dev ? undefined : freshLog(home, "app");
    const start = async () => {
      const app = await startNextServer({ port, env, logFile, dev, signal: shutdown.signal });
      return { ...app, stop: () => app.stop(APP_GRACE_MS) };
    };
    shutdown.add(await keepRunning("The app", start, shutdown));
    return { said: `listening on 127.0.0.1:${port}`, value: undefined };
  });
}

/** Calls the app's jobs by their schedules; what they answer goes to a log. */
export function startJobs(url: string, secret: string, signal: AbortSignal): void {
  const jobs = readCronJobs(readJson(inProject("vercel.json")) ?? {});
  const logFile = freshLog(home, "jobs");
  startCron(jobs, { url, secret }, { signal, report: (result) => appendLine(logFile, JSON.stringify(result)) });
}

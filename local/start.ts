import { parseArgs } from "node:util";
import { addressFrom, CLAUDE_NOTICE, MIXED_NOTICE, STRIPE_NOTICE } from "./app-environment";
import { CommandError, runCommand } from "./command";
import { requireLoopback } from "./loopback";
import { home } from "./paths";
import { requireFreePort } from "./ports";
import { createShutdown } from "./shutdown";
import { claimStack, type ReadyStack } from "./stack-state";
import { startStack } from "./start-stack";
import { openStateFolder } from "./state-folder";

// A server killed a moment ago may still be giving up its port.
const AFTER_CRASH_MS = 5_000;

function readFlags(): { dev: boolean } {
  try {
    return parseArgs({ options: { dev: { type: "boolean", default: false } } }).values;
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\nUsage: npm start, or npm run dev for hot reload`, 2);
  }
}

/** What is not real of this stack. */
function notices({ claude, stripe }: ReadyStack): string {
  const isMixed = stripe?.standIn && !claude.standIn;
  return [claude.standIn && CLAUDE_NOTICE, stripe?.standIn && STRIPE_NOTICE, isMixed && MIXED_NOTICE]
    .filter(Boolean)
    .map((notice) => `${notice}\n`)
    .join("");
}

function greet(stack: ReadyStack): void {
  const { url } = stack;
  console.log(`
Open ${url} and sign in with any e-mail address; on this machine no password is asked for.
A token for the API: npm run --silent token -- --email you@example.com
${notices(stack)}Ctrl-C stops everything.

ready ${url}`);
}

await runCommand(async () => {
  const { dev } = readFlags();
  requireLoopback(process.env);
  const { port, url } = addressFrom(process.env);
  openStateFolder(home);
  const claim = claimStack(home);
  const shutdown = createShutdown();
  try {
    await requireFreePort(port, {
      command: dev ? "npm run dev" : "npm start",
      patienceMs: claim.afterCrash ? AFTER_CRASH_MS : 0,
    });
    const offers = await startStack({ dev, port, url, shutdown });
    claim.ready(offers);
    greet(offers);
    await shutdown.ended;
    console.log("\nStopping.");
  } catch (error) {
    shutdown.fail(error);
  }
  await shutdown.stopAll();
  claim.release();
  if (shutdown.failure) throw shutdown.failure;
});

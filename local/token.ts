import { parseArgs } from "node:util";
import { issueApiToken } from "@/lib/accounts/api-tokens.server";
import { grantAdmin } from "@/lib/accounts/roles.server";
import { ensureUserByEmail } from "@/lib/accounts/sign-up.server";
import { now } from "@/lib/clock";
import { pool } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";
import { CommandError, runCommand } from "./command";
import { completeFromLocalStack } from "./local-stack";
import { isLoopbackDatabase } from "./loopback";

const USAGE = `Usage: npm run --silent token -- --email you@example.com [--admin] [--yes]
  --admin  make that user an administrator; the token then has the admin scope and lasts 24 hours, else 30 days
  --yes    also when the database is not on this machine`;

const HOUR_MS = 3_600_000;
const USER_MS = 30 * 24 * HOUR_MS;
const ADMIN_MS = 24 * HOUR_MS;

function readArguments(): { email: string; admin: boolean; yes: boolean } {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { email, ...flags } = parseArgs({ options: { email: { type: "string" }, admin: flag, yes: flag } }).values;
    if (!email || !/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error("--email wants an e-mail address.");
    return { email, ...flags };
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`, 2);
  }
}

function requireDatabase(yes: boolean): void {
  completeFromLocalStack();
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL)
    throw new CommandError("Start the local stack first (npm start), or name a database in DATABASE_URL.");
  if (!yes && !isLoopbackDatabase(DATABASE_URL)) {
    throw new CommandError("The database is not on this machine. If you mean it, add --yes.");
  }
  try {
    env();
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

await runCommand(async () => {
  const { email, admin, yes } = readArguments();
  requireDatabase(yes);
  log.level = "silent"; // standard output is the token's alone
  const { id: userId } = await ensureUserByEmail(email);
  if (admin) await grantAdmin({ userId, actor: null, reason: "npm run token --admin" });
  const expiresAt = new Date(now().getTime() + (admin ? ADMIN_MS : USER_MS));
  const scope = admin ? "admin" : "user";
  const { token } = await issueApiToken({ userId, name: "Command line", scope, expiresAt });
  await pool().end();
  process.stdout.write(`${token}\n`);
});

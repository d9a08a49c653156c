import { parseArgs } from "node:util";
import { pool } from "@/lib/db/pool.server";
import { daysBetween } from "@/lib/insights/day";
import { recountDay, recountMoney, recountPeople } from "@/lib/insights/recount-day.server";
import { log } from "@/lib/log.server";
import { CommandError, runCommand } from "./command";
import { completeFromLocalStack } from "./local-stack";

const USAGE = "Usage: npm run rollups -- --from 2026-11-01 --to 2026-11-30";

function isDay(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

function readDays(): string[] {
  let given: { from?: string | undefined; to?: string | undefined };
  try {
    given = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } }).values;
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`, 2);
  }
  const { from, to = from } = given;
  if (!isDay(from) || !isDay(to) || from > to) throw new CommandError(USAGE, 2);
  return daysBetween(from, to);
}

/** `npm run rollups`: counts the daily figures of these UTC days anew from what they are counted from. */
await runCommand(async () => {
  const days = readDays();
  completeFromLocalStack();
  if (!process.env["DATABASE_URL"]) {
    throw new CommandError("Start the local stack first (npm start), or name a database in DATABASE_URL.");
  }
  // Counting signs nothing, so a database alone is enough.
  for (const name of ["NEXTAUTH_SECRET", "SHARE_KEY"]) process.env[name] ||= "not used by this command ".repeat(2);
  process.env["NEXTAUTH_URL"] ||= "http://localhost:3000";
  log.level = "silent";
  for (const day of days) {
    await recountDay(day);
    console.log(`${day} counted, ${await recountPeople(day)} people`);
  }
  await recountMoney();
  await pool().end();
});

import { parseArgs } from "node:util";
import { pool } from "@/lib/db/pool.server";
import { daysBetween } from "@/lib/insights/day";
import { DayQuery } from "@/lib/insights/period-query";
import { recountDay, recountMoney, recountPeople } from "@/lib/insights/recount-day.server";
import { CommandError, runCommand } from "./command";
import { requireDatabaseAlone } from "./database-alone";

const USAGE = "Usage: npm run rollups -- --from 2026-11-01 --to 2026-11-30";

function readDays(): string[] {
  let given: { from?: string | undefined; to?: string | undefined };
  try {
    given = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } }).values;
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`, 2);
  }
  const { from, to = from } = given;
  const [first, last] = [DayQuery.safeParse(from), DayQuery.safeParse(to)];
  if (!first.success || !last.success || first.data > last.data) throw new CommandError(USAGE, 2);
  return daysBetween(first.data, last.data);
}

/** `npm run rollups`: counts the daily figures of these UTC days anew from what they are counted from. */
await runCommand(async () => {
  const days = readDays();
  requireDatabaseAlone();
  for (const day of days) {
    await recountDay(day);
    console.log(`${day} counted, ${await recountPeople(day)} people`);
  }
  await recountMoney();
  await pool().end();
});

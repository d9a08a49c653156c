import "server-only";
import { query } from "@/lib/db/pool.server";
import type { Day } from "@/lib/insights/day";

/** Users whose wallets are locked at a time. */
const PEOPLE = 200;

/** Counts a day's sessions and the credits of its runs anew; the same again changes nothing. */
export async function recountHourly(day: Day): Promise<void> {
  await query("SELECT recount_sessions($1)", [day]);
  await query("SELECT recount_credits($1)", [day]);
}

/** Counts everything of a day anew but for who its people are; that day's runs that settle meanwhile wait. */
export async function recountDay(day: Day): Promise<void> {
  await query("SELECT recount_runs($1)", [day]);
  await query("SELECT recount_installs($1)", [day]);
  await recountHourly(day);
}

/** Counts anew what the people of a day ran, on all days, a few of them at a time. */
export async function recountPeople(day: Day): Promise<number> {
  const rows = await query<{ id: string }>(
    `SELECT DISTINCT user_id AS id FROM playground_runs
    WHERE created_at >= day_start($1) AND created_at < day_start($1::date + 1) ORDER BY id`,
    [day],
  );
  const ids = rows.map(({ id }) => id);
  for (let start = 0; start < ids.length; start += PEOPLE) {
    await query("SELECT recount_people($1)", [ids.slice(start, start + PEOPLE)]);
  }
  return ids.length;
}

/** No transaction of the ledger lasts so long: what was written before is all there. */
const LEDGER_LAG = "10 minutes";

/** Counts what the ledger moved and what was sold since the last time. */
export async function countMoney(): Promise<void> {
  await query("SELECT count_money($1)", [LEDGER_LAG]);
}

/** Counts what the ledger moved and what was sold anew, on all days. */
export async function recountMoney(): Promise<void> {
  await query("SELECT recount_money($1)", [LEDGER_LAG]);
}

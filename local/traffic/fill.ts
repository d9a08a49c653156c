import pLimit from "p-limit";
import { setBudget } from "@/lib/credits/budget.server";
import { query } from "@/lib/db/pool.server";
import { addDays, dayOf } from "@/lib/insights/day";
import { keepRollups } from "@/lib/insights/keep-rollups.server";
import { recountHourly } from "@/lib/insights/recount-day.server";
import { randomFrom } from "../random";
import { DAY_MS, makeLife } from "./life";
import { live } from "./live";
import { ADA, listPackages, publishAdas, signUp } from "./town";

/** Lives lived side by side; each user's acts come in their order. */
const AT_ONCE = 6;
/** Sales of the last days would be looked for at Stripe, which knows none of them. */
const NO_SALES_DAYS = 4;
/** Credits a month, of which she spends a good part. */
const ADAS_BUDGET = 100;

export type Traffic = { people: number; days: number; seed: number; now: Date };

/**
 * Fills the database with what so many people would have done in the days before now, through the product's own
 * functions, so that every figure follows from it. The first of them is Ada, who lives once: called again it adds as
 * many others.
 */
export async function fillWithTraffic({ people, days, seed, now }: Traffic): Promise<void> {
  const span = { from: now.getTime() - days * DAY_MS, to: now.getTime() };
  const batch = now.getTime().toString(36);
  const ada = await signUp(0, ADA, span.from);
  const hasLived = (await query("SELECT 1 FROM playground_runs WHERE user_id = $1 LIMIT 1", [ada.id])).length > 0;
  await publishAdas(ada, now);
  await setBudget(ada.id, ADAS_BUDGET, new Date(span.from));
  const packages = await listPackages(ada);
  const town = { ...span, packages: packages.length, salesUntil: span.to - NO_SALES_DAYS * DAY_MS };
  const one = async (number: number) => {
    const random = randomFrom(seed * 1_000_003 + number);
    const life = makeLife(random, town, number === 0);
    const user = number === 0 ? ada : await signUp(number, `p${number}-${batch}@traffic.example`, life.joinedAt);
    await live(user, life, packages, random);
  };
  const limit = pLimit(AT_ONCE);
  const numbers = Array.from({ length: people }, (_, at) => at + (hasLived ? 1 : 0));
  await Promise.all(numbers.map((number) => limit(() => one(number))));
  await query("SELECT erase_sessions($1, 1000000)", [now]);
  for (let ago = days; ago > 0; ago -= 1) await recountHourly(addDays(dayOf(now), -ago));
  // A few days at a time, as the hourly job does.
  while ((await keepRollups(now)).daysCounted > 0);
}

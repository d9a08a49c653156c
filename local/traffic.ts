import { parseArgs } from "node:util";
import { pool, query } from "@/lib/db/pool.server";
import { log } from "@/lib/log.server";
import { CommandError, runCommand } from "./command";
import { completeFromLocalStack } from "./local-stack";
import { requireLoopback } from "./loopback";
import { fillWithTraffic } from "./traffic/fill";
import { ADA } from "./traffic/town";

const USAGE = "Usage: npm run traffic [-- --people 2000 --days 60 --seed 1]";
function readNumbers(): { people: number; days: number; seed: number } {
  const option = (value: string) => ({ type: "string" as const, default: value });
  try {
    const { values } = parseArgs({ options: { people: option("2000"), days: option("60"), seed: option("1") } });
    const [people, days, seed] = [Number(values.people), Number(values.days), Number(values.seed)];
    if (people >= 1 && people <= 20_000 && days >= 5 && days <= 365 && Number.isInteger(seed))
      return { people, days, seed };
    throw new Error("1 to 20,000 people, 5 to 365 days.");
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`, 2);
  }
}

/**
 * `npm run traffic`: fills the local stack's database with what people would have done in the last days, through the
 * product's own functions, so that every figure follows from it. For a database to play with: its payments are in no
 * Stripe. A second call adds as many people again.
 */
await runCommand(async () => {
  const { people, days, seed } = readNumbers();
  completeFromLocalStack();
  if (!process.env["DATABASE_URL"]) throw new CommandError("Start the local stack first: npm start", 2);
  requireLoopback(process.env);
  // What is shared here is judged by plain rules: no provider is asked.
  delete process.env["ANTHROPIC_API_KEY"];
  log.level = "silent";
  await fillWithTraffic({ people, days, seed, now: new Date() });
  const [made] = await query<{ runs: number; sales: number }>(
    `SELECT (SELECT count(*) FROM playground_runs)::int AS runs,
      (SELECT count(*) FROM playground_credit_purchases WHERE status = 'paid')::int AS sales`,
  );
  await pool().end();
  console.log(`${people} people, ${made?.runs} runs, ${made?.sales} packs sold in ${days} days; sign in as ${ADA}`);
});

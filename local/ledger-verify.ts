import { verifyLedger } from "@/lib/credits/verify-ledger.server";
import { pool } from "@/lib/db/pool.server";
import { log } from "@/lib/log.server";
import { CommandError, runCommand } from "./command";
import { completeFromLocalStack } from "./local-stack";

/** `npm run ledger:verify`: a line for each invariant of the ledger; exit 1 when any is broken. */
await runCommand(async () => {
  completeFromLocalStack();
  if (!process.env["DATABASE_URL"]) {
    throw new CommandError("Start the local stack first (npm start), or name a database in DATABASE_URL.");
  }
  // Verifying signs nothing, so a database alone is enough.
  for (const name of ["NEXTAUTH_SECRET", "SHARE_KEY"]) process.env[name] ||= "not used by this command ".repeat(2);
  process.env["NEXTAUTH_URL"] ||= "http://localhost:3000";
  log.level = "silent";
  const checks = await verifyLedger();
  await pool().end();
  for (const { name, broken, examples } of checks) {
    console.log(broken === 0 ? `ok      ${name}` : `BROKEN  ${name}: ${broken} (${examples.join(", ")})`);
  }
  const broken = checks.filter((check) => check.broken > 0).length;
  console.log(`${checks.length - broken} of ${checks.length} invariants hold`);
  if (broken > 0) process.exitCode = 1;
});

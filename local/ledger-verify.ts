import { verifyLedger } from "@/lib/credits/verify-ledger.server";
import { pool } from "@/lib/db/pool.server";
import { runCommand } from "./command";
import { requireDatabaseAlone } from "./database-alone";

/** `npm run ledger:verify`: a line for each invariant of the ledger; exit 1 when any is broken. */
await runCommand(async () => {
  requireDatabaseAlone();
  const checks = await verifyLedger();
  await pool().end();
  for (const { name, broken, examples } of checks) {
    console.log(broken === 0 ? `ok      ${name}` : `BROKEN  ${name}: ${broken} (${examples.join(", ")})`);
  }
  const broken = checks.filter((check) => check.broken > 0).length;
  console.log(`${checks.length - broken} of ${checks.length} invariants hold`);
  if (broken > 0) process.exitCode = 1;
});

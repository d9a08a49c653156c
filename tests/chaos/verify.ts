/** What `ledger:verify` finds broken in the database of this process's environment; says how much holds. */
export async function brokenInvariants(): Promise<string[]> {
  const { verifyLedger } = await import("@/lib/credits/verify-ledger.server");
  const { pool } = await import("@/lib/db/pool.server");
  const checks = await verifyLedger();
  await pool().end();
  const broken = checks.filter((check) => check.broken > 0);
  console.log(`ledger:verify: ${checks.length - broken.length} of ${checks.length} invariants hold`);
  return broken.map(({ name, broken: count, examples }) => `${name}: ${count} (${examples.join(", ")})`);
}

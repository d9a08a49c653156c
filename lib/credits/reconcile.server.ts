import "server-only";
import { verifyLedger } from "@/lib/credits/verify-ledger.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";

/** Checks every invariant of the ledger and alerts the operator of each that is broken, once a day. */
export async function reconcileLedger(now: Date): Promise<{ checked: number; broken: number }> {
  const checks = await verifyLedger();
  const broken = checks.filter((check) => check.broken > 0);
  for (const { name, broken: count, examples } of broken) {
    const message = `The ledger does not add up: ${name} (${count} broken)`;
    await raiseAlert({ kind: "ledger_drift", subject: name, message, details: { count, examples } }, now);
  }
  return { checked: checks.length, broken: broken.length };
}

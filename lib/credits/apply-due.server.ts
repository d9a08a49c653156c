import "server-only";
import { query } from "@/lib/db/pool.server";
import { inChunks } from "@/lib/jobs/run-job.server";

/** Wallets a statement: small enough that its locks are short, large enough that round trips do not count. */
const CHUNK = 200;

/**
 * Brings every wallet that is due up to an instant: months end and roll over, rollovers expire, members of verified
 * organisations get their month. The same happens when a user reads or spends; this only does it early.
 */
export async function applyAllDue(now: Date): Promise<{ wallets: number }> {
  const wallets = await inChunks(CHUNK, async (size) => {
    const [row] = await query<{ count: number }>("SELECT ledger_apply_all_due($1, $2) AS count", [now, size]);
    return row?.count ?? 0;
  });
  return { wallets };
}

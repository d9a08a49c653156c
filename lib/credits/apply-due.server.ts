import "server-only";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";

/** Wallets a statement: small enough that its locks are short, large enough that round trips do not count. */
const CHUNK = 500;
/** A scheduled call may take 300 s; what is left then is taken by the next, or when its user comes. */
const MAX_MS = 240_000;

type Chunk = {
  wallets: number;
  failed: { userId: string; error: string }[];
  last: { dueAt: string; userId: string } | null;
};

/**
 * Brings every wallet that is due up to an instant: months end and roll over, rollovers expire, members of verified
 * organisations get their month. The same happens when a user reads or spends; this only does it early. Each wallet
 * is tried once: one that cannot be brought up to date raises an alert and holds up no other.
 */
export async function applyAllDue(now: Date): Promise<{ wallets: number; failed: number; complete: boolean }> {
  const began = performance.now();
  let wallets = 0;
  let failed = 0;
  let after: Chunk["last"] = null;
  do {
    const chunk: Chunk = await applyChunk(now, after);
    wallets += chunk.wallets;
    failed += chunk.failed.length;
    after = chunk.last;
    for (const { userId, error } of chunk.failed) {
      const message = `A wallet cannot be brought up to date: ${error}`;
      await raiseAlert({ kind: "wallet_stuck", subject: userId, message, details: { error } }, now);
    }
  } while (after !== null && performance.now() - began < MAX_MS);
  return { wallets, failed, complete: after === null };
}

async function applyChunk(now: Date, after: Chunk["last"]): Promise<Chunk> {
  const statement = "SELECT ledger_apply_all_due($1, $2, $3) AS chunk";
  const [row] = await query<{ chunk: Chunk }>(statement, [now, CHUNK, after]);
  return row?.chunk ?? { wallets: 0, failed: [], last: null };
}

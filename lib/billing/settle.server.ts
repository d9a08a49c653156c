import "server-only";
import type { Finding, Settled } from "@/lib/billing/reading";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";

/** A reading is made again when a newer one was written meanwhile; so many in a row are no coincidence. */
const MAX_READINGS = 10;
const STALE = "PR003";

function isStale(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === STALE;
}

/** Reads and writes down, and reads again for as long as somebody else was faster. */
export async function untilFresh<T>(readAndWrite: () => Promise<T>): Promise<T> {
  for (let reading = 1; ; reading += 1) {
    try {
      return await readAndWrite();
    } catch (error) {
      if (!isStale(error) || reading === MAX_READINGS) throw error;
    }
  }
}

/** Tells the operator of money that fits nothing of ours; before anything is written, so that it is told in any case. */
export async function raiseDoubt(finding: Finding, now: Date): Promise<void> {
  if (finding.reading === null && finding.doubt !== undefined) {
    await raiseAlert({ kind: "payment_in_doubt", ...finding.doubt }, now);
  }
}

/** Reads something at Stripe anew and applies it, without an event; answers what it came to, null when it is not ours. */
export function settle(read: () => Promise<Finding>, now: Date): Promise<Settled | null> {
  return untilFresh(async () => {
    const finding = await read();
    await raiseDoubt(finding, now);
    if (finding.reading === null) return null;
    const [row] = await query<{ settled: Settled }>("SELECT settle_reading($1, $2) AS settled", [
      now,
      JSON.stringify(finding.reading),
    ]);
    return row?.settled ?? null;
  });
}

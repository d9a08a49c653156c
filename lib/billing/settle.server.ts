import "server-only";
import type { Finding, Settled } from "@/lib/billing/reading";
import { now } from "@/lib/clock";
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

/** Tells the operator of what needs a person: money that fits nothing, and a second subscription. */
export async function raiseDoubts(findings: readonly Finding[], results: readonly Settled[]): Promise<void> {
  for (const { doubt } of findings.filter((finding) => finding.reading === null)) {
    if (doubt !== undefined) await raiseAlert({ kind: "payment_in_doubt", ...doubt }, now());
  }
  for (const { userId } of results.filter(({ isExtra }) => isExtra === true)) {
    const message = "A user has two subscriptions of PRPM+; end one of them at Stripe and refund it";
    await raiseAlert({ kind: "second_subscription", subject: userId, message, details: { userId } }, now());
  }
}

/** Reads something at Stripe anew and applies it, without an event; answers what it came to. */
export async function settle(read: () => Promise<Finding>): Promise<Settled | null> {
  const { finding, results } = await untilFresh(async () => {
    const finding = await read();
    if (finding.reading === null) return { finding, results: [] };
    const [row] = await query<{ results: Settled[] }>("SELECT settle_readings($1, $2) AS results", [
      now(),
      JSON.stringify([finding.reading]),
    ]);
    return { finding, results: row?.results ?? [] };
  });
  await raiseDoubts([finding], results);
  return results[0] ?? null;
}

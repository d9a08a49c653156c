import "server-only";
import { DELETION_REFUSALS, soleOwnerRefusal } from "@/lib/account-data/deletion-refusals";
import type { DeletedAccount } from "@/lib/account-data/deletion-request";
import { soleOwnerships } from "@/lib/account-data/sole-ownerships.server";
import { stopAllRuns } from "@/lib/account-data/stop-all-runs.server";
import { trialClaimsOf } from "@/lib/accounts/trial-claims.server";
import { closeBilling } from "@/lib/billing/close-billing.server";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log.server";

/** Somebody may begin a purchase or a run while we look; after so many looks they are told. */
const MOST_TRIES = 3;
const DEADLOCK = "40P01";
/** Sessions whose texts are erased before the answer; the sweep takes the others within a minute. */
const ERASED_AT_ONCE = 200;

type Refused = keyof typeof DELETION_REFUSALS | "sole_owner";
type Outcome = "deleted" | "already" | Refused;

const LAST_ADMIN = `SELECT 1 FROM users u WHERE u.id = $1 AND u.role = 'admin'
  AND NOT EXISTS (SELECT 1 FROM users o WHERE o.role = 'admin' AND o.id <> u.id AND o.banned_at IS NULL)`;

async function requireNotLastAdmin(userId: string): Promise<void> {
  if ((await query(LAST_ADMIN, [userId])).length > 0) throw DELETION_REFUSALS.last_admin();
}

async function requireNoSoleOwnership(userId: string): Promise<void> {
  const organizations = await soleOwnerships(userId);
  if (organizations.length > 0) throw soleOwnerRefusal(organizations);
}

/** Whoever cannot be made sure of at Stripe is not deleted: nobody could end what goes on being billed. */
async function endBilling(userId: string, now: Date): Promise<void> {
  await closeBilling(userId, now).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "payments_unavailable") throw error;
    const message = "Stripe does not answer, so we cannot make sure that nothing more is charged. Nothing was deleted.";
    throw new AppError("payments_unavailable", { message, details: error.details, cause: error });
  });
}

async function erase(userId: string, now: Date): Promise<{ outcome: Outcome; forfeited?: number }> {
  const claims = await trialClaimsOf(userId);
  try {
    const [row] = await query<{ result: { outcome: Outcome; forfeited?: number } }>(
      "SELECT delete_account($1) AS result",
      [{ now, userId, claims }],
    );
    if (row === undefined) throw new Error("the deletion gave no row");
    return row.result;
  } catch (error) {
    // Nothing of it was done.
    if (error instanceof Error && "code" in error && error.code === DEADLOCK) return { outcome: "again" };
    throw error;
  }
}

/** Why it was not deleted. Who is a sole owner is looked for once more, to name the organisations. */
async function refusalOf(outcome: Refused, userId: string): Promise<AppError> {
  if (outcome !== "sole_owner") return DELETION_REFUSALS[outcome]();
  await requireNoSoleOwnership(userId);
  return DELETION_REFUSALS.again();
}

/**
 * Deletes an account for good: runs are stopped, PRPM+ and whatever waits to be paid end at Stripe, free credits are
 * forfeited, links end, and the person is taken out of every row; what sums and other people rest on stays. All of the
 * last step or none of it, and only once nothing can be charged any more. Refusals: `conflict` (the only admin, sole owner
 * of an organisation, a run or a payment that is still going), `forbidden` (suspended meanwhile), `payments_unavailable`.
 */
export async function deleteAccount(userId: string, now: Date): Promise<DeletedAccount> {
  for (let tries = 1; ; tries += 1) {
    await requireNotLastAdmin(userId);
    await requireNoSoleOwnership(userId);
    await stopAllRuns(userId);
    await endBilling(userId, now);
    const { outcome, forfeited = 0 } = await erase(userId, now);
    if (outcome === "deleted" || outcome === "already") {
      await eraseTexts(now);
      return { deleted: true, creditsForfeited: forfeited };
    }
    if (tries === MOST_TRIES || outcome === "suspended") throw await refusalOf(outcome, userId);
  }
}

/** The account is gone whatever becomes of this. */
async function eraseTexts(now: Date): Promise<void> {
  await query("SELECT erase_sessions($1, $2)", [now, ERASED_AT_ONCE]).catch((error: unknown) =>
    log.warn({ err: error }, "texts of a deleted account are left to the sweep"),
  );
}

import "server-only";
import { normaliseEmail } from "@/lib/accounts/normalise-email";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { keyedHash } from "@/lib/hash.server";

type SignIn = { provider: string; providerAccountId: string };

function claimOfMailbox(email: string): string {
  return keyedHash(env().SHARE_KEY, `trial:email:${normaliseEmail(email)}`);
}

function claimOfSignIn({ provider, providerAccountId }: SignIn): string {
  return keyedHash(env().SHARE_KEY, `trial:${provider}:${providerAccountId}`);
}

/** Keyed hashes of the person, which outlive the account: one trial for a mailbox and for a provider's account. */
export function trialClaims(email: string, signIns: readonly SignIn[]): string[] {
  return [claimOfMailbox(email), ...signIns.map(claimOfSignIn)];
}

/** The same of an account with all its sign-ins, also those that were linked after it began. */
export async function trialClaimsOf(userId: string): Promise<string[]> {
  const [user] = await query<{ email: string }>("SELECT email FROM users WHERE id = $1 AND deleted_at IS NULL", [
    userId,
  ]);
  if (user === undefined) return [];
  const signIns = await query<SignIn>(
    `SELECT provider, provider_account_id AS "providerAccountId" FROM accounts WHERE user_id = $1`,
    [userId],
  );
  return trialClaims(user.email, signIns);
}

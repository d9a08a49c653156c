import "server-only";
import { handleFrom } from "@/lib/accounts/handle";
import { personName } from "@/lib/accounts/person-name";
import { trialClaims } from "@/lib/accounts/trial-claims.server";
import { now } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { newId } from "@/lib/id";

export type SignUp = {
  /** Null for sign-ins without a provider: the local form and the commands. */
  provider: string | null;
  providerAccountId: string | null;
  email: string;
  name: string | null;
  image: string | null;
  login: string | null;
};

type KnownUser = { userId: string; isNew: boolean; banned: boolean; sessionVersion: number };

const BUILT_IN = { handle: "prpm", email: "registry@prpm.invalid", name: "PRPM" };

function claimsOf({ email, provider, providerAccountId }: SignUp): string[] {
  return trialClaims(email, provider === null ? [] : [{ provider, providerAccountId: providerAccountId ?? "" }]);
}

async function callSignUp(signUp: SignUp, handle: string) {
  const { email, image, provider, providerAccountId } = signUp;
  const name = personName(signUp.name);
  const parameter = { now: now(), id: newId(), email, name, image, provider, providerAccountId, handle };
  const [row] = await query<{ result: KnownUser }>("SELECT sign_up($1) AS result", [
    { ...parameter, claims: claimsOf(signUp) },
  ]);
  if (row === undefined) throw new Error("the sign-up statement gave no row");
  return row.result;
}

/**
 * Finds or makes the account of a sign-in whose e-mail is verified, with its wallet and its trial credits, in one
 * transaction; an account with that e-mail is linked.
 */
export function signUpOrIn(signUp: SignUp) {
  return callSignUp(signUp, handleFrom(signUp.login));
}

/** The user of an e-mail address, made when missing. For commands run by the operator. */
export async function ensureUserByEmail(email: string): Promise<{ id: string }> {
  const lower = email.trim().toLowerCase();
  const login = lower.split("@")[0] ?? null;
  const signUp = { provider: null, providerAccountId: null, email: lower, name: null, image: null, login };
  return { id: (await signUpOrIn(signUp)).userId };
}

/** The account that owns what ships with the product; it may publish in any scope and nobody can sign in as it. */
export async function ensureBuiltInAccount(): Promise<{ id: string; handle: string }> {
  const { handle, email, name } = BUILT_IN;
  const signUp = { provider: null, providerAccountId: null, email, name, image: null, login: handle };
  return { id: (await callSignUp(signUp, handle)).userId, handle };
}

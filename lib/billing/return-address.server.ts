import "server-only";
import { callbackPath } from "@/lib/callback-path";
import { env } from "@/lib/env.server";

/** An address of ours to come back to from Stripe, with what the page there is to know. Never one elsewhere. */
export function returnAddress(path: string | undefined, facts: Readonly<Record<string, string>> = {}): string {
  const { origin } = new URL(env().NEXTAUTH_URL);
  const url = new URL(callbackPath(path, origin), origin);
  for (const [name, value] of Object.entries(facts)) url.searchParams.set(name, value);
  return url.href;
}

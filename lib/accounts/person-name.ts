import { UNSEEN } from "@/lib/accounts/unseen";

const LONGEST = 100;
const ALL_UNSEEN = new RegExp(UNSEEN, "gu");

/**
 * What somebody is called where they come from, as it can be kept and shown: without what is not seen, in one line, of
 * at most 100 characters. Nobody is kept from signing in by their name; null when nothing of it is left.
 */
export function personName(name: string | null): string | null {
  const seen = (name ?? "").toWellFormed().replace(ALL_UNSEEN, " ").replace(/\s+/g, " ").trim();
  return [...seen].slice(0, LONGEST).join("").trim() || null;
}

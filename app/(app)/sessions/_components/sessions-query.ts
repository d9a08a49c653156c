import { idOf, wordOf } from "@/app/_components/address-words";
import { hrefWith } from "@/components/ui/href-with";

/** The state of the list of sessions; all of it is in the address. */
export type SessionsQuery = { q?: string; packageId?: string; cursor?: string };

/** Reads the address; what it does not know, it leaves out. */
export function readSessionsQuery(parameters: Record<string, string | string[] | undefined>): SessionsQuery {
  const query = {
    q: wordOf(parameters["q"]),
    packageId: idOf(parameters["packageId"]),
    cursor: wordOf(parameters["cursor"]),
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** The address of the list with a change made; another search or package begins with the newest. */
export function sessionsHref(
  { q, packageId }: SessionsQuery,
  change: { [Key in keyof SessionsQuery]: string | undefined } = {},
): string {
  return hrefWith("/sessions", { q, packageId, ...change });
}

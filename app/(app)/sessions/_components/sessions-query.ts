import { idOf, wordOf } from "@/app/_components/address-words";
import { hrefWith } from "@/components/ui/href-with";
import { MODEL_NAMES, type ModelName } from "@/lib/models/models";

/** The state of the list of sessions; all of it is in the address. */
export type SessionsQuery = {
  q?: string;
  packageId?: string;
  model?: ModelName;
  saved?: boolean;
  shared?: boolean;
  cursor?: string;
};

/** What becomes of each; undefined lets it go. */
type Change = { [Key in keyof SessionsQuery]?: SessionsQuery[Key] | undefined };

/** What filters the list, beside the words that are searched. */
export const NO_FILTER = {
  packageId: undefined,
  model: undefined,
  saved: undefined,
  shared: undefined,
} as const satisfies Change;

const YES_OR_NO = new Map<string | undefined, boolean>([
  ["true", true],
  ["false", false],
]);

/** Reads the address; what it does not know, it leaves out. */
export function readSessionsQuery(parameters: Record<string, string | string[] | undefined>): SessionsQuery {
  const model = wordOf(parameters["model"]);
  const query = {
    q: wordOf(parameters["q"]),
    packageId: idOf(parameters["packageId"]),
    model: MODEL_NAMES.find((name) => name === model),
    saved: YES_OR_NO.get(wordOf(parameters["saved"])),
    shared: YES_OR_NO.get(wordOf(parameters["shared"])),
    cursor: wordOf(parameters["cursor"]),
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** The query as the address says it. */
export function addressOf({ saved, shared, ...query }: Change): Record<string, string | undefined> {
  return { ...query, saved: saved?.toString(), shared: shared?.toString() };
}

/** The address of the list with a change made; another search or filter begins with the newest. */
export function sessionsHref({ cursor: _, ...query }: SessionsQuery, change: Change = {}): string {
  return hrefWith("/sessions", addressOf({ ...query, ...change }));
}

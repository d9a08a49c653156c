import { FORMATS, type PackageFormat, type PackageSubtype, SUBTYPES } from "@/lib/packages/package";

/** The state of the catalogue page; all of it is in the address. */
export type CatalogueQuery = {
  q?: string;
  format?: PackageFormat;
  subtype?: PackageSubtype;
  tag?: string;
  cursor?: string;
  /** The id of the row that is unfolded. */
  open?: string;
};

type SearchParams = Record<string, string | string[] | undefined>;

const LONGEST = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function word(value: string | string[] | undefined): string | undefined {
  const text = (Array.isArray(value) ? value[0] : value)?.replaceAll("\0", "").trim().slice(0, LONGEST).toWellFormed();
  return text === "" ? undefined : text;
}

function oneOf<Value extends string>(known: readonly Value[], text: string | undefined): Value | undefined {
  return known.find((value) => value === text);
}

function uuid(text: string | undefined): string | undefined {
  return text !== undefined && UUID.test(text) ? text : undefined;
}

/** Reads the address; what it does not know, it leaves out. */
export function readCatalogueQuery(parameters: SearchParams): CatalogueQuery {
  const query = {
    q: word(parameters["q"]),
    format: oneOf(FORMATS, word(parameters["format"])),
    subtype: oneOf(SUBTYPES, word(parameters["subtype"])),
    tag: word(parameters["tag"]),
    cursor: word(parameters["cursor"]),
    open: uuid(word(parameters["open"])),
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** The address of the catalogue with a change made; another search or filter begins at the first page, folded. */
export function catalogueHref(
  query: CatalogueQuery,
  change: { [Key in keyof CatalogueQuery]: string | undefined },
): string {
  const turnsPage = "open" in change || "cursor" in change;
  const { cursor, open: _open, ...filters } = query;
  const next = { ...filters, ...(turnsPage && cursor !== undefined ? { cursor } : {}), ...change };
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(next)) if (value !== undefined && value !== "") parameters.set(key, value);
  const text = parameters.toString();
  return text === "" ? "/packages" : `/packages?${text}`;
}

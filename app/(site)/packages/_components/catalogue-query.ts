import { idOf, wordOf } from "@/app/_components/address-words";
import { hrefWith } from "@/components/ui/href-with";
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

function oneOf<Value extends string>(known: readonly Value[], text: string | undefined): Value | undefined {
  return known.find((value) => value === text);
}

/** Reads the address; what it does not know, it leaves out. */
export function readCatalogueQuery(parameters: SearchParams): CatalogueQuery {
  const query = {
    q: wordOf(parameters["q"]),
    format: oneOf(FORMATS, wordOf(parameters["format"])),
    subtype: oneOf(SUBTYPES, wordOf(parameters["subtype"])),
    tag: wordOf(parameters["tag"]),
    cursor: wordOf(parameters["cursor"]),
    open: idOf(parameters["open"]),
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
  return hrefWith("/packages", {
    ...filters,
    ...(turnsPage && cursor !== undefined ? { cursor } : {}),
    ...change,
  });
}

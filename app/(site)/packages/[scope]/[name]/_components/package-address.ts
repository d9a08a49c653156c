import { FORMATS, type PackageDetail, type PackageFormat } from "@/lib/packages/package";
import { RESULT_SORTS, type ResultSort } from "@/lib/sessions/community-result";

/** The parts that `?tab=` names; results have an address of their own. */
const TABS = ["prompt", "files", "versions", "get", "feedback", "inputs"] as const;
type Part = (typeof TABS)[number] | "results";

/** What the address of a package's page says: which package, which part of it, and where in that. */
export type PackageAddress = {
  scope: string;
  name: string;
  format: PackageFormat | undefined;
  version: string | undefined;
  part: Part;
  file: string | undefined;
  /** The two versions that are compared. */
  from: string | undefined;
  to: string | undefined;
  /** Are they shown as they read, and not line by line? */
  rendered: boolean;
  sort: ResultSort;
  cursor: string | undefined;
};

/** A part of the path as it was meant; one that cannot be decoded names nothing. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** Reads the address; what it cannot mean is left out. */
export async function readPackageAddress(page: {
  params: Promise<{ scope: string; name: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<PackageAddress> {
  const { scope, name } = await page.params;
  const query = await page.searchParams;
  const tab = TABS.find((known) => known === one(query["tab"]));
  const sort = RESULT_SORTS.find((known) => known === one(query["results"]));
  return {
    scope: decodePart(scope),
    name: decodePart(name),
    format: FORMATS.find((format) => format === one(query["format"])),
    version: one(query["version"]),
    part: sort !== undefined ? "results" : (tab ?? "prompt"),
    file: one(query["file"]),
    from: one(query["from"]),
    to: one(query["to"]),
    rendered: one(query["view"]) === "rendered",
    sort: sort ?? "helpful",
    cursor: one(query["cursor"]),
  };
}

/** The same package's page, of the version that is read, with another part or place of it. */
export function partHref(item: PackageDetail, { version }: PackageAddress, change: Record<string, string>): string {
  const kept = { format: item.format, ...(version === undefined ? {} : { version }) };
  const path = `/packages/${encodeURIComponent(item.scope)}/${encodeURIComponent(item.name)}`;
  return `${path}?${new URLSearchParams({ ...kept, ...change })}`;
}

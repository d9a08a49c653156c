import clsx from "clsx";
import Link from "next/link";
import { FORMAT_WORDS, SUBTYPE_WORDS } from "@/components/packages/package-words";
import type { PackageFormat, PackageSubtype } from "@/lib/packages/package";
import { type CatalogueQuery, catalogueHref } from "./catalogue-query";

type Facet = { value: string; count: number };
export type Facets = { formats: readonly Facet[]; subtypes: readonly Facet[]; tags: readonly Facet[] };

type GroupProps = {
  title: string;
  name: "format" | "subtype" | "tag";
  values: readonly Facet[];
  query: CatalogueQuery;
  words: (value: string) => string;
};

const TAGS_SHOWN = 14;

/** One kind of filter as links: choosing the chosen one again lets it go. */
function FilterGroup({ title, name, values, query, words }: GroupProps) {
  if (values.length === 0) return null;
  return (
    <section>
      <h2 className="mb-1 text-12 text-faint">{title}</h2>
      <ul className={clsx(name === "tag" && "flex flex-wrap gap-x-3")}>
        {values.map(({ value, count }) => {
          const chosen = query[name] === value;
          return (
            <li key={value}>
              <Link
                href={catalogueHref(query, { [name]: chosen ? undefined : value })}
                scroll={false}
                aria-current={chosen ? "true" : undefined}
                className={clsx(
                  "finger flex min-h-7 items-center gap-2 text-13 transition-colors",
                  chosen ? "font-strong text-ink" : "text-soft hover:text-ink",
                )}
              >
                <span aria-hidden className={clsx("size-1.5 rounded-full", chosen ? "bg-ink" : "hidden")} />
                <span className="truncate">{words(value)}</span>
                <span className="figures text-12 text-faint">{count}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function CatalogueFilters({ facets, query }: { facets: Facets; query: CatalogueQuery }) {
  const filtered = query.format !== undefined || query.subtype !== undefined || query.tag !== undefined;
  return (
    <div className="flex flex-col gap-6">
      <FilterGroup
        title="Kind"
        name="subtype"
        values={facets.subtypes}
        query={query}
        words={(value) => SUBTYPE_WORDS[value as PackageSubtype] ?? value}
      />
      <FilterGroup
        title="Format"
        name="format"
        values={facets.formats}
        query={query}
        words={(value) => FORMAT_WORDS[value as PackageFormat]?.name ?? value}
      />
      <FilterGroup
        title="Tag"
        name="tag"
        values={facets.tags.slice(0, TAGS_SHOWN)}
        query={query}
        words={(value) => value}
      />
      {filtered && (
        <Link
          href={catalogueHref(query, { format: undefined, subtype: undefined, tag: undefined })}
          className="link finger self-start text-13"
        >
          Clear filters
        </Link>
      )}
    </div>
  );
}

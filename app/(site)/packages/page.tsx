import type { Metadata } from "next";
import Link from "next/link";
import { listFrom } from "@/app/_components/list-from";
import { Page } from "@/app/_components/page";
import { AddressSearch } from "@/components/ui/address-search";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { currentViewer } from "@/lib/auth/viewer.server";
import { getPackageFacets } from "@/lib/packages/get-facets.server";
import { findPackage } from "@/lib/packages/get-package.server";
import { listPackages } from "@/lib/packages/list-packages.server";
import { CatalogueFilters } from "./_components/catalogue-filters";
import { type CatalogueQuery, catalogueHref, readCatalogueQuery } from "./_components/catalogue-query";
import { CatalogueHead, CatalogueRow } from "./_components/catalogue-row";
import { countSearch } from "./_components/count-search";

export const metadata: Metadata = {
  title: "Packages",
  description: "Prompts, agents, rules, skills and commands that you can read and try before you install them.",
};

const PAGE_SIZE = 50;
const LEAD = "Read what each one tells the model, and try it on your own input.";

function Search({ query: { q, format, subtype, tag } }: { query: CatalogueQuery }) {
  return (
    <AddressSearch
      action="/packages"
      q={q ?? ""}
      kept={{ format, subtype, tag }}
      label="Search packages"
      placeholder="Search by name, purpose or tag"
    />
  );
}

function Nothing({ query }: { query: CatalogueQuery }) {
  const searched = query.q !== undefined;
  return (
    <EmptyState title={searched ? `Nothing fits "${query.q}"` : "No packages here"}>
      <p>
        {searched
          ? "Search forgives typing mistakes, so a shorter or more general word helps more."
          : "Let go of a filter."}
      </p>
      <Button asChild>
        <Link href="/packages">Show all packages</Link>
      </Button>
    </EmptyState>
  );
}

function TooManySearches({ query, seconds }: { query: CatalogueQuery; seconds: number }) {
  return (
    <Page title="Packages" lead={LEAD} width="wide">
      <Search query={query} />
      <EmptyState title="Too many searches">
        <p>
          {`There were too many searches from your network. Search again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`}
        </p>
      </EmptyState>
    </Page>
  );
}

export default async function PackagesPage({ searchParams }: PageProps<"/packages">) {
  const query = readCatalogueQuery(await searchParams);
  const viewer = await currentViewer();
  const waitSeconds = query.q === undefined ? 0 : await countSearch(viewer);
  if (waitSeconds > 0) return <TooManySearches query={query} seconds={waitSeconds} />;
  const viewerId = viewer?.id ?? null;
  const { open, cursor, ...search } = query;
  const [list, facets, unfolded] = await Promise.all([
    listFrom(cursor, (from) => listPackages({ viewerId, limit: PAGE_SIZE, ...search, cursor: from })),
    getPackageFacets(viewerId),
    open === undefined ? null : findPackage(viewerId, { id: open }),
  ]);
  return (
    <Page title="Packages" lead={LEAD} width="wide">
      <div className="grid gap-x-10 gap-y-4 lg:grid-cols-[11rem_1fr]">
        <aside aria-label="Filters" className="max-lg:hidden">
          <CatalogueFilters facets={facets} query={query} />
        </aside>
        <div className="min-w-0">
          <Search query={query} />
          <details className="mt-2 lg:hidden">
            <summary className="finger flex items-center text-13 text-soft">Filters</summary>
            <div className="border-b pb-4">
              <CatalogueFilters facets={facets} query={query} />
            </div>
          </details>
          {list.items.length === 0 && <Nothing query={query} />}
          {list.items.length > 0 && <CatalogueHead />}
          <ul className="border-t empty:hidden">
            {list.items.map((item) => (
              <CatalogueRow
                key={item.id}
                item={item}
                detail={unfolded?.id === item.id ? unfolded : null}
                foldHref={catalogueHref(query, { open: unfolded?.id === item.id ? undefined : item.id })}
              />
            ))}
          </ul>
          {list.nextCursor !== null && (
            <Button asChild className="mt-4">
              <Link href={catalogueHref({ ...query, cursor: list.nextCursor }, { open: undefined })}>
                More packages
              </Link>
            </Button>
          )}
        </div>
      </div>
    </Page>
  );
}

"use client";

import { useEffect, useState } from "react";
import type { PackageSummary } from "@/lib/packages/package";

type Search = { query: string; items: PackageSummary[]; state: "searching" | "done" | "failed" };

const PAUSE_MS = 140;

async function fetchPackages(query: string, limit: number, signal: AbortSignal): Promise<PackageSummary[]> {
  const parameters = new URLSearchParams({ limit: String(limit), ...(query === "" ? {} : { q: query }) });
  const response = await fetch(`/api/v1/packages?${parameters}`, { signal });
  if (!response.ok) throw new Error(`search answered ${response.status}`);
  return ((await response.json()) as { items: PackageSummary[] }).items;
}

/** Packages that fit the words typed so far; the last answer stays while the next one is on its way. */
export function usePackageSearch(words: string, { enabled = true, limit = 12 } = {}): Search {
  const query = words.trim();
  const [search, setSearch] = useState<Search>({ query: "", items: [], state: "searching" });

  useEffect(() => {
    if (!enabled) return;
    const abort = new AbortController();
    const timer = setTimeout(
      () => {
        fetchPackages(query, limit, abort.signal).then(
          (items) => setSearch({ query, items, state: "done" }),
          () => abort.signal.aborted || setSearch({ query, items: [], state: "failed" }),
        );
      },
      query === "" ? 0 : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, limit, enabled]);

  return search.query === query ? search : { ...search, state: "searching" };
}

"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Input } from "@/components/ui/input";
import { type CatalogueQuery, catalogueHref } from "./catalogue-query";

const PAUSE_MS = 180;

/** The search field. It is a form, so it works without a script; with one the list follows the typing. */
export function CatalogueSearch({ query }: { query: CatalogueQuery }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [words, setWords] = useState(query.q ?? "");
  const [known, setKnown] = useState(query.q);

  // The address changed by other means than typing here, for instance by "Clear".
  if (known !== query.q) {
    setKnown(query.q);
    if ((query.q ?? "") !== words.trim()) setWords(query.q ?? "");
  }

  useEffect(() => {
    const q = words.trim();
    if (q === (query.q ?? "")) return;
    const timer = setTimeout(() => {
      startTransition(() => router.replace(catalogueHref(query, { q }), { scroll: false }));
    }, PAUSE_MS);
    // Who follows a link meanwhile has found it; the late list must not take them back.
    const leave = ({ target }: MouseEvent) => target instanceof Element && target.closest("a") && clearTimeout(timer);
    document.addEventListener("click", leave, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", leave, { capture: true });
    };
  }, [words, query, router]);

  const kept = { format: query.format, subtype: query.subtype, tag: query.tag };
  return (
    <search aria-busy={pending}>
      <form action="/packages" className="relative">
        <Search size={16} aria-hidden className="-translate-y-1/2 absolute top-1/2 left-3 text-faint" />
        <Input
          type="search"
          name="q"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          placeholder="Search by name, purpose or tag"
          aria-label="Search packages"
          autoComplete="off"
          maxLength={200}
          className="h-10 pl-9"
        />
        {Object.entries(kept).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <noscript>
          <button type="submit" className="mt-2 underline">
            Search
          </button>
        </noscript>
      </form>
    </search>
  );
}

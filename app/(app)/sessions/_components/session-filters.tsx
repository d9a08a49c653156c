import { X } from "lucide-react";
import Link from "next/link";
import { FilterLinks } from "@/components/ui/filter-links";
import { MODEL_NAMES, MODELS } from "@/lib/models/models";
import { NO_FILTER, type SessionsQuery, sessionsHref } from "./sessions-query";

const STATES = [
  { label: "How long it stays", name: "saved", yes: "Kept", no: "Not kept" },
  { label: "Who can read it", name: "shared", yes: "Shared", no: "Not shared" },
] as const;

/** Either of two answers, and none again. */
function choicesOf({ name, yes, no }: (typeof STATES)[number], query: SessionsQuery) {
  return [true, false].map((value) => ({
    words: value ? yes : no,
    href: sessionsHref(query, { [name]: query[name] === value ? undefined : value }),
    current: query[name] === value,
  }));
}

function PackageFilter({ name, query }: { name: string; query: SessionsQuery }) {
  return (
    <p className="flex items-center gap-1 text-13 text-soft">
      Only with {name}
      <Link
        href={sessionsHref(query, { packageId: undefined })}
        aria-label="Show sessions with any package"
        className="finger relative flex size-7 items-center justify-center rounded-control hover:bg-sunken hover:text-ink"
      >
        <X size={14} aria-hidden />
      </Link>
    </p>
  );
}

type SessionFiltersProps = { query: SessionsQuery; packageName: string | null };

/** What the list shows, as links that stand in the address: choosing the chosen one again lets it go. */
export function SessionFilters({ query, packageName }: SessionFiltersProps) {
  const models = MODEL_NAMES.map((name) => ({
    words: MODELS[name].label,
    href: sessionsHref(query, { model: query.model === name ? undefined : name }),
    current: query.model === name,
  }));
  const isFiltered = Object.keys(NO_FILTER).some((name) => query[name as keyof typeof NO_FILTER] !== undefined);
  return (
    <div className="mt-2 flex flex-col gap-x-6 gap-y-1">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <FilterLinks label="Model" choices={models} />
        {STATES.map((state) => (
          <FilterLinks key={state.name} label={state.label} choices={choicesOf(state, query)} />
        ))}
        {isFiltered && (
          <Link href={sessionsHref(query, NO_FILTER)} scroll={false} className="link finger flex items-center text-13">
            Clear filters
          </Link>
        )}
      </div>
      {packageName !== null && <PackageFilter name={packageName} query={query} />}
    </div>
  );
}

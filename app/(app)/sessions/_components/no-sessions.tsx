import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { filterWords } from "./filter-words";
import { NO_FILTER, type SessionsQuery, sessionsHref } from "./sessions-query";

type NoSessionsProps = { query: SessionsQuery; packageName: string | null };

function explain(q: string | undefined, filter: string): string {
  if (q === undefined) return "A thread is listed with every package and every model that was run in it.";
  const where = filter === "" ? "" : `, in threads ${filter}`;
  return `Whole words of titles, questions and answers are searched, the last one from its beginning${where}.`;
}

/** Says why the list is empty: nothing was found, or there is nothing yet. */
export function NoSessions({ query, packageName }: NoSessionsProps) {
  const { q } = query;
  const filter = filterWords(query, packageName);
  if (q === undefined && filter === "") {
    return (
      <EmptyState title="No threads yet">
        <p>A thread begins with your first run. Pick a package, give it an input, and it appears here.</p>
        <Button asChild look="primary">
          <Link href="/playground">Open the playground</Link>
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={q === undefined ? `No threads ${filter}` : `Nothing found for "${q}"`}>
      <p>{explain(q, filter)}</p>
      <div className="flex flex-wrap gap-2">
        {q !== undefined && filter !== "" && (
          <Button asChild>
            <Link href={sessionsHref(query, NO_FILTER)}>Search all sessions</Link>
          </Button>
        )}
        <Button asChild>
          <Link href="/sessions">Show all sessions</Link>
        </Button>
      </div>
    </EmptyState>
  );
}

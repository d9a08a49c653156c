import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type NoSessionsProps = { q: string | undefined; packageName: string | null };

/** Says why the list is empty: nothing was found, or there is nothing yet. */
export function NoSessions({ q, packageName }: NoSessionsProps) {
  if (q === undefined && packageName === null) {
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
    <EmptyState title={q === undefined ? `No thread with ${packageName}` : `Nothing found for "${q}"`}>
      <p>
        {q === undefined
          ? "Threads are listed with every package that was run in them."
          : `Whole words of titles, questions and answers are searched, the last one from its beginning${packageName === null ? "" : `, in threads with ${packageName}`}.`}
      </p>
      <Button asChild>
        <Link href="/sessions">Show all sessions</Link>
      </Button>
    </EmptyState>
  );
}

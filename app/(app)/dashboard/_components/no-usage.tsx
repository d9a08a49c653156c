import Link from "next/link";
import { fullDay } from "@/components/insights/day-words";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { hrefWith } from "@/components/ui/href-with";
import { addDays, type Day } from "@/lib/insights/day";
import { USUAL_DAYS } from "@/lib/insights/period";

/** Nothing was ever run, or nothing in these days: what to do about it. */
export function NoUsage({ last }: { last: Day | null }) {
  if (last === null) {
    return (
      <EmptyState title="No runs yet">
        <p>
          Here you will see what your runs used, by day, model and package. Pick a package, give it an input, and the
          first figure is there when its answer is.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button asChild look="primary">
            <Link href="/playground?package=prpm/code-review">Try code-review</Link>
          </Button>
          <Button asChild>
            <Link href="/packages">Look at all packages</Link>
          </Button>
        </div>
      </EmptyState>
    );
  }
  const around = { from: addDays(last, 1 - USUAL_DAYS), to: last };
  return (
    <EmptyState title="No runs in these days">
      <p>Your last run was on {fullDay(last)}.</p>
      <Button asChild>
        <Link href={hrefWith("/dashboard", around)}>Show the {USUAL_DAYS} days up to then</Link>
      </Button>
    </EmptyState>
  );
}

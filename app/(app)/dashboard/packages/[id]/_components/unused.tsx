import Link from "next/link";
import { packageHref, playgroundHref } from "@/components/packages/package-words";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";

/** What brings a package its first runs by others. */
export function Unused({ figures, manages }: { figures: PackageFigures; manages: boolean }) {
  return (
    <EmptyState title="Nobody else has run it yet">
      <p>
        {figures.visibility === "private"
          ? "It is private: only those who may see it can run it. "
          : "What people see first decides whether they try it. "}
        Run it on a good example, share the thread and have the link listed on its page; and give it suggested inputs,
        which begin a run with one click.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button asChild look="primary">
          <Link href={playgroundHref(figures.packageId)}>Try it</Link>
        </Button>
        {manages && (
          <Button asChild>
            <Link href={`${packageHref(figures)}&tab=inputs`}>Add suggested inputs</Link>
          </Button>
        )}
      </div>
    </EmptyState>
  );
}

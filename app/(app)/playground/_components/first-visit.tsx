"use client";

import { FormatMark } from "@/components/packages/format-mark";
import { Button } from "@/components/ui/button";
import type { PackageDetail, SuggestedInput } from "@/lib/packages/package";

export type Starter = { item: PackageDetail; suggestion: SuggestedInput };

type FirstVisitProps = { starters: readonly Starter[]; onStart: (starter: Starter) => void };

/** Nothing chosen yet: three packages with an input each, one click from an answer. */
export function FirstVisit({ starters, onStart }: FirstVisitProps) {
  return (
    <div className="pb-8 text-14">
      <p className="text-20">Pick a package above, or run one of these.</p>
      <ul className="mt-6 border-t">
        {starters.map((starter) => (
          <li key={starter.item.id} className="flex items-center gap-4 border-b py-3">
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2.5">
                <FormatMark format={starter.item.format} />
                <span className="truncate">{starter.item.name}</span>
              </p>
              <p className="mt-1 text-13 text-soft">{starter.suggestion.title}</p>
              <p className="line-clamp-1 text-12 text-faint">{starter.suggestion.input}</p>
            </div>
            <Button
              onClick={() => onStart(starter)}
              aria-label={`Run ${starter.item.name}: ${starter.suggestion.title}`}
            >
              Run
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

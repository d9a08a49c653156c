import { X } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button-style";

type RunsFilterProps = { filters: readonly { words: string; without: string }[] };

/** What narrows the list, each to be let go. */
export function RunsFilter({ filters }: RunsFilterProps) {
  if (filters.length === 0) return null;
  return (
    <ul aria-label="Only these runs" className="flex flex-wrap gap-2">
      {filters.map(({ words, without }) => (
        <li key={words} className="min-w-0">
          <Link
            href={without}
            scroll={false}
            aria-label={`Not only ${words}`}
            className={buttonStyle({ size: "small", className: "max-w-full" })}
          >
            <span className="truncate">{words}</span>
            <X size={12} aria-hidden className="shrink-0" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

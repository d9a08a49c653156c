import clsx from "clsx";
import { formatCount, formatDuration } from "@/components/format";
import { formatCredits } from "@/lib/credits/credits";
import type { LaneFigure } from "./lane-figures";

const WRITE = {
  credits: formatCredits,
  tokens: formatCount,
  time: formatDuration,
  words: formatCount,
} as const;

/** How an answer measures beside the others of its turn, as bars on one scale. */
export function LaneBars({ figures }: { figures: readonly LaneFigure[] }) {
  return (
    <dl className="mt-3 border-t border-dashed pt-3 text-12">
      {figures.map(({ name, unit, value, share, isLeast }) => (
        <div key={name} className="grid min-h-5 grid-cols-[5.5rem_minmax(2rem,1fr)_auto] items-center gap-x-3">
          <dt className="text-faint">{name}</dt>
          <dd className="contents">
            <span aria-hidden className="h-1.5 overflow-hidden rounded-[2px] bg-track">
              <span
                className={clsx(
                  "block h-full min-w-0.5 rounded-[2px] forced-colors:bg-[CanvasText]",
                  isLeast ? "bg-ink" : "bg-control",
                )}
                style={{ width: `${share * 100}%` }}
              />
            </span>
            <span className={clsx("figures min-w-16 text-right", isLeast ? "text-ink" : "text-soft")}>
              {value === null ? "none" : WRITE[unit](value)}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

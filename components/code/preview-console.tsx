import clsx from "clsx";
import { formatCount } from "@/components/format";
import { scrollRegion } from "@/components/markdown/scroll-region";
import type { ConsoleLine } from "./start-preview";

const LOOKS: Partial<Record<ConsoleLine["level"], { line: string; word: string }>> = {
  error: { line: "border-bad bg-bad-wash text-bad-ink", word: "Error" },
  warn: { line: "border-live bg-notice text-ink", word: "Warning" },
};

type PreviewConsoleProps = { lines: readonly (ConsoleLine & { number: number })[]; written: number };

/** What a preview wrote and what went wrong in it, newest last. */
export function PreviewConsole({ lines, written }: PreviewConsoleProps) {
  const left = written - lines.length;
  return (
    <section aria-label="Console" className="flex max-h-48 min-h-16 flex-col border-t">
      <p className="figures flex justify-between px-3 py-1.5 text-12 text-faint">
        <span>Console</span>
        <span>{left > 0 ? `the last ${formatCount(lines.length)} of ${formatCount(written)}` : written || ""}</span>
      </p>
      {lines.length === 0 ? (
        <p className="px-3 pb-3 text-12 text-faint">Nothing was written.</p>
      ) : (
        <div {...scrollRegion("What the preview wrote")} className="quiet-scroll min-h-0 flex-1 overflow-auto">
          <ol className="pb-2 font-mono text-12 leading-5">
            {lines.map(({ number, level, text, file, line }) => (
              <li
                key={number}
                className={clsx("flex gap-3 border-l-2 px-3", LOOKS[level]?.line ?? "border-transparent text-soft")}
              >
                <span className="wrap-anywhere min-w-0 flex-1 whitespace-pre-wrap">
                  {LOOKS[level] !== undefined && <span className="sr-only">{LOOKS[level].word}: </span>}
                  {text}
                </span>
                {file !== null && (
                  <span className="shrink-0 opacity-80">
                    {file}
                    {line !== null && `:${line}`}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

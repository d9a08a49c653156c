import clsx from "clsx";
import { scrollRegion } from "@/components/markdown/scroll-region";
import type { DiffRow } from "./line-diff";

/** Rows that a page shows; a diff with more says how many are left. */
const ROWS_MAX = 2_000;

const LOOKS = {
  same: { sign: " ", words: null, line: "border-transparent text-soft", mark: "" },
  removed: {
    sign: "−",
    words: "Removed: ",
    line: "border-bad text-ink",
    mark: "rounded-mark bg-bad-wash text-bad-ink line-through decoration-1",
  },
  added: {
    sign: "+",
    words: "Added: ",
    line: "border-good text-ink",
    mark: "rounded-mark bg-notice underline decoration-2 decoration-good underline-offset-2",
  },
} as const;

function Row({ row }: { row: DiffRow }) {
  if (row.kind === "gap") {
    return <li className="figures bg-sunken px-3 py-1 text-12 text-faint">{row.lines} lines are the same</li>;
  }
  const { sign, words, line, mark } = LOOKS[row.how];
  return (
    <li className={clsx("grid grid-cols-[1.25rem_minmax(0,1fr)] border-l-2 pl-2", line)}>
      <span aria-hidden className="select-none text-faint">
        {sign}
      </span>
      <span className="wrap-anywhere min-h-5 whitespace-pre-wrap">
        {words !== null && <span className="sr-only">{words}</span>}
        {row.pieces.map(({ key, text, changed }) => (
          <span key={key} className={changed ? mark : undefined}>
            {text}
          </span>
        ))}
      </span>
    </li>
  );
}

/** The lines of a file that changed, marked in the margin, and in them the words that did. */
export function FileDiff({ rows, label }: { rows: readonly DiffRow[]; label: string }) {
  const left = rows.length - ROWS_MAX;
  return (
    <>
      <div {...scrollRegion(label)} className="quiet-scroll overflow-x-auto rounded-panel border">
        <ol className="font-mono text-12 leading-5">
          {rows.slice(0, ROWS_MAX).map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </ol>
      </div>
      {left > 0 && <p className="figures mt-2 text-13 text-soft">{left} more rows are not shown.</p>}
    </>
  );
}

"use client";

import clsx from "clsx";
import { useMemo } from "react";
import { ColouredWords } from "@/components/markdown/coloured-words";
import type { ColouredLine } from "@/components/markdown/highlight";
import { keyed } from "@/components/markdown/keyed";
import { scrollRegion } from "@/components/markdown/scroll-region";
import { useHighlight } from "@/components/markdown/use-highlight";
import { languageOf } from "./language-of";
import { shownText } from "./shown-text";
import { useViewChoices } from "./view-choices";

const NUMBERED =
  "before:absolute before:left-0 before:w-11 before:select-none before:pr-3 before:text-right before:text-faint before:content-[counter(line)] pl-14";

/** The text of a file with its colours, once they are there, and its line numbers. */
export function FileText({ path, text }: { path: string; text: string }) {
  const [{ wrap, numbers }] = useViewChoices();
  const shown = useMemo(() => shownText(text), [text]);
  const coloured = useHighlight(shown.text, languageOf(path), true);
  const lines = useMemo(
    (): ColouredLine[] => coloured ?? shown.text.split("\n").map((content) => [{ content }]),
    [coloured, shown.text],
  );
  return (
    <>
      <pre
        dir="ltr"
        {...scrollRegion(path)}
        className="quiet-scroll min-h-0 flex-1 overflow-auto bg-sunken py-3 font-mono text-13 leading-5 [counter-reset:line]"
      >
        <code className={clsx("block", !wrap && "w-max min-w-full")}>
          {keyed(lines).map(({ key, item: line }) => (
            <span
              key={key}
              className={clsx(
                "relative block min-h-5 pr-3 [counter-increment:line]",
                numbers ? NUMBERED : "pl-3",
                wrap && "wrap-anywhere whitespace-pre-wrap",
              )}
            >
              <ColouredWords line={line} />
              {"\n"}
            </span>
          ))}
        </code>
      </pre>
      {shown.isCut && (
        <p className="border-t px-4 py-2 text-13 text-soft">
          The file goes on: it is too long to be shown whole. Download it to see the rest.
        </p>
      )}
    </>
  );
}

"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { ColouredWords } from "./coloured-words";
import { keyed } from "./keyed";
import { scrollRegion } from "./scroll-region";
import { useHighlight } from "./use-highlight";

type CodeBlockProps = { code: string; language: string | null; file: string | null; complete: boolean };

/** A block of code: its file or language, a copy button, and colours once the block is complete. */
export function CodeBlock({ code, language, file, complete }: CodeBlockProps) {
  const lines = useHighlight(code, language, complete);
  return (
    <figure dir="ltr" className="my-4 overflow-hidden rounded-panel border bg-sunken">
      <figcaption className="flex h-8 items-center justify-between gap-2 border-b pr-1 pl-3">
        <span className="truncate font-mono text-12 text-soft">{file ?? language ?? "text"}</span>
        <CopyButton text={code} className="pointer-coarse:min-h-8" />
      </figcaption>
      <pre
        {...scrollRegion(file ?? (language === null ? "Code" : `Code, ${language}`))}
        className="quiet-scroll overflow-x-auto px-3 py-2.5 font-mono text-13 leading-5"
      >
        <code>
          {lines === null
            ? code
            : keyed(lines).map(({ key, item: line }) => (
                <span key={key}>
                  <ColouredWords line={line} />
                  {"\n"}
                </span>
              ))}
        </code>
      </pre>
    </figure>
  );
}

"use client";

import { memo } from "react";
import { Markdown } from "@/components/markdown/markdown";
import type { SharedTurn } from "@/lib/sessions/shared-session";
import { MadeWith } from "./made-with";

/** One text, drawn again only when it is another. */
const Text = memo(function Text({ text, below }: { text: string; below: number }) {
  return <Markdown text={text} below={below} />;
});

/** A turn small and with nothing folded away, for its author and for operators, who look over all that is public. */
export function TurnReview({ turn, below }: { turn: SharedTurn; below: number }) {
  return (
    <div className="[contain-intrinsic-size:auto_16rem] [content-visibility:auto]">
      <p className="whitespace-pre-wrap border-line border-l-2 pl-3 text-13 text-soft [overflow-wrap:anywhere]">
        {turn.userInput}
      </p>
      {turn.runs.map((run) => (
        <div key={run.lane} className="mt-3">
          <p className="mb-2 flex flex-wrap items-center gap-x-3 text-12 text-faint">
            <MadeWith run={run} target="_blank" />
          </p>
          {run.prompt.kind === "custom" && run.prompt.text !== null && (
            <pre className="mb-3 whitespace-pre-wrap rounded-panel bg-sunken p-3 font-mono text-12 [overflow-wrap:anywhere]">
              {run.prompt.text}
            </pre>
          )}
          <Text text={run.response} below={below} />
        </div>
      ))}
    </div>
  );
}

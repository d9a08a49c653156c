"use client";

import { memo } from "react";
import { Markdown } from "@/components/markdown/markdown";
import type { SharedTurn } from "@/lib/sessions/shared-session";
import { PromptLine } from "./prompt-line";

/** One text, drawn again only when it is another. */
const Text = memo(function Text({ text }: { text: string }) {
  return <Markdown text={text} below={4} />;
});

/** A turn as its readers would see it: what was asked, with what, and what was answered. */
export function SharedAnswer({ turn }: { turn: SharedTurn }) {
  return (
    <div className="[contain-intrinsic-size:auto_16rem] [content-visibility:auto]">
      <p className="whitespace-pre-wrap border-line border-l-2 pl-3 text-13 text-soft [overflow-wrap:anywhere]">
        {turn.userInput}
      </p>
      {turn.runs.map((run) => (
        <div key={run.lane} className="mt-3">
          <PromptLine run={run} className="mb-2 text-12 text-faint" />
          {run.prompt.kind === "custom" && run.prompt.text !== null && (
            <pre className="mb-3 whitespace-pre-wrap rounded-panel bg-sunken p-3 font-mono text-12 [overflow-wrap:anywhere]">
              {run.prompt.text}
            </pre>
          )}
          <Text text={run.response} />
        </div>
      ))}
    </div>
  );
}

"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { QuoteLine } from "./quote-line";
import type { Turn } from "./turn";
import type { Editing, TurnActs } from "./turn-acts";
import { useEstimate } from "./use-estimate";

type EditQuestionProps = { turn: Turn; editing: Editing; canRun: boolean; acts: TurnActs };

/** A turn's input in place, to be changed and run beside the old one, with a quote of its own. */
export function EditQuestion({ turn, editing, canRun, acts }: EditQuestionProps) {
  const [input, setInput] = useState(editing.input);
  const field = useRef<HTMLTextAreaElement>(null);
  const body = editing.bodyFor(input);
  const quote = useEstimate(body);

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const run = () => {
    if (body !== null && canRun) acts.runEdited(turn, body);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isRun = event.key === "Enter" && (event.metaKey || event.ctrlKey);
    if ((!isRun && event.key !== "Escape") || event.nativeEvent.isComposing) return;
    // The page has the same keys for its own input and its running answer.
    event.preventDefault();
    if (isRun) run();
    else acts.endEdit();
  };

  return (
    <div className="rounded-panel border border-line bg-raised transition-colors focus-within:border-control">
      <textarea
        ref={field}
        value={input}
        onChange={(event) => setInput(event.target.value)}
        onKeyDown={onKeyDown}
        rows={2}
        dir="auto"
        aria-label="Edited input"
        className="wrap-anywhere field-sizing-content quiet-scroll block max-h-[50dvh] min-h-16 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-16 outline-none sm:text-14 sm:leading-5"
      />
      <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-2 p-2">
        <div className="min-w-0 flex-1 px-1.5 max-sm:basis-full">
          <QuoteLine quote={quote} credits={editing.credits} idle="nothing to run" />
        </div>
        <Button look="quiet" onClick={acts.endEdit}>
          Cancel
        </Button>
        <Button look="primary" disabled={body === null || !canRun} onClick={run}>
          Run edit
        </Button>
      </div>
    </div>
  );
}

"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { SuggestionFacts } from "@/components/packages/suggestion-facts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { SuggestedInput } from "@/lib/packages/package";

type InputLineProps = {
  input: SuggestedInput;
  isFirst: boolean;
  isLast: boolean;
  /** Was it being edited until now? The focus then goes on from there. */
  isBack: boolean;
  onMove: (by: -1 | 1) => void;
  onEdit: () => void;
  onDelete: () => void;
};

/** One suggested input with what can be done with it. */
export function InputLine({ input, isFirst, isLast, isBack, onMove, onEdit, onDelete }: InputLineProps) {
  const { title } = input;
  // At an end the button stays, without effect: a disabled one would lose the focus of who moves by keyboard.
  const mover = (by: -1 | 1, isEnd: boolean) => ({
    "aria-disabled": isEnd,
    onClick: () => !isEnd && onMove(by),
    className: isEnd ? "opacity-40" : "",
  });
  return (
    <div className="flex gap-x-3">
      <div className="min-w-0 flex-1">
        <h3 className="wrap-anywhere text-14 font-strong">{title}</h3>
        <p className="wrap-anywhere mt-0.5 line-clamp-2 text-13 text-soft">{input.input}</p>
        <div className="mt-1.5 flex min-h-7 flex-wrap items-center gap-x-1">
          <span className="mr-2 empty:hidden">
            <SuggestionFacts suggestion={input} />
          </span>
          <Button
            look="quiet"
            size="small"
            className="-ml-2"
            autoFocus={isBack}
            onClick={onEdit}
            aria-label={`Edit: ${title}`}
          >
            Edit
          </Button>
          <Button look="quiet" size="small" onClick={onDelete} aria-label={`Delete: ${title}`}>
            Delete
          </Button>
        </div>
      </div>
      <div className="flex shrink-0 flex-col">
        <IconButton label={`Move up: ${title}`} {...mover(-1, isFirst)}>
          <ArrowUp size={15} aria-hidden />
        </IconButton>
        <IconButton label={`Move down: ${title}`} {...mover(1, isLast)}>
          <ArrowDown size={15} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

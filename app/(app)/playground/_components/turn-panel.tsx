"use client";

import { ChevronsDownUp, ChevronsUpDown } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FloatingPanel } from "@/components/ui/floating-panel";
import type { RunRequest } from "@/lib/runs/run-request";
import { repeatBody } from "./repeat-body";
import { curlSnippet, typescriptSnippet } from "./run-snippets";
import type { Turn } from "./turn";

export type TurnPanelProps = {
  number: number;
  turn: Turn;
  sessionId: string | null;
  /** The path of a link to the turn; null while there is none. */
  path: string | null;
  folded: boolean;
  /** Collapses or expands the turn; null while it runs. */
  onFold: (() => void) | null;
  onFoldAll: (folded: boolean) => void;
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

const ROW = "w-full justify-start";

/** What a turn's button opens. */
export function TurnPanel({ number, turn, sessionId, path, folded, onFold, onFoldAll, ...panel }: TurnPanelProps) {
  const after = (act: () => void) => () => {
    panel.onOpenChange(false);
    act();
  };
  const body = repeatBody(turn, sessionId);
  const snippet = (write: typeof curlSnippet, request: RunRequest) => () =>
    write({ origin: window.location.origin, body: request, idempotencyKey: crypto.randomUUID() });
  return (
    <FloatingPanel {...panel} label={`Turn ${number}`} className="w-52 p-1">
      <CopyButton text={turn.userInput} label="Copy question" className={ROW} />
      {path !== null && (
        <CopyButton text={() => window.location.origin + path} label="Copy link to this turn" className={ROW} />
      )}
      {body !== null && (
        <div className="mt-1 border-t pt-1">
          <CopyButton text={snippet(curlSnippet, body)} label="Copy as curl" className={ROW} />
          <CopyButton text={snippet(typescriptSnippet, body)} label="Copy as TypeScript" className={ROW} />
        </div>
      )}
      <div className="mt-1 border-t pt-1">
        {onFold !== null && (
          <Button look="quiet" size="small" className={ROW} onClick={after(onFold)}>
            {folded ? <ChevronsUpDown size={13} aria-hidden /> : <ChevronsDownUp size={13} aria-hidden />}
            {folded ? "Expand" : "Collapse"}
          </Button>
        )}
        <Button look="quiet" size="small" className={ROW} onClick={after(() => onFoldAll(true))}>
          <ChevronsDownUp size={13} aria-hidden />
          Collapse all
        </Button>
        <Button look="quiet" size="small" className={ROW} onClick={after(() => onFoldAll(false))}>
          <ChevronsUpDown size={13} aria-hidden />
          Expand all
        </Button>
      </div>
    </FloatingPanel>
  );
}

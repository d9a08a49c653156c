"use client";

import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Problem } from "@/components/ui/problem";
import { useStable } from "@/components/ui/use-stable";
import { type PromptDraftSummary, promptTitle } from "@/lib/prompts/prompt";
import { DraftRow } from "./draft-row";
import { readUnsaved } from "./unsaved-prompt";
import { useDrafts } from "./use-drafts";

type DraftListProps = {
  /** Opens a draft; null begins a new one. */
  onOpen: (id: string | null) => void;
  /** Was no list asked for? Then, where there is none yet, a new prompt begins. */
  isFirst: boolean;
};

/** A new prompt that could not be saved is gone on with. */
function newWords(): string {
  return readUnsaved(null) === null ? "" : "The last one is not saved yet; you go on with it.";
}

/** Somebody's prompts, the last changed first. */
export function DraftList({ onOpen, isFirst }: DraftListProps) {
  const { listed, read, rename, duplicate, remove } = useDrafts();
  const [renamed, setRenamed] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<PromptDraftSummary | null>(null);
  const [removal, setRemoval] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const begin = useRef<HTMLButtonElement>(null);
  const openNew = useStable(() => onOpen(null));

  const hasNone = listed.state === "known" && listed.items.length === 0;
  const isUnknown = listed.state === "failed" && listed.status === 401;
  const isPassed = isFirst && (hasNone || isUnknown);
  useEffect(() => {
    if (isPassed) openNew();
  }, [isPassed, openNew]);

  const confirm = async () => {
    if (leaving === null) return;
    setRemoval({ busy: true, problem: null });
    const problem = await remove(leaving);
    setRemoval({ busy: false, problem });
    if (problem === null) setLeaving((now) => (now === leaving ? null : now));
  };

  // What is about to be another view is not shown for a moment.
  if (isPassed || (isFirst && listed.state === "loading")) {
    return (
      <p role="status" className="p-4 text-13 text-soft">
        Reading your prompts
      </p>
    );
  }
  return (
    <div className="flex-1 pb-6">
      <div className="flex items-center gap-3 border-b px-4 py-3">
        <Button ref={begin} look="primary" onClick={openNew}>
          <Plus size={14} aria-hidden />
          New prompt
        </Button>
        <p role="status" className="text-12 text-faint">
          {listed.state === "loading" ? "Reading your prompts" : newWords()}
        </p>
      </div>
      {listed.state === "failed" && (
        <div className="flex flex-wrap items-center gap-3 p-4">
          <Problem text={listed.error.message} />
          <Button size="small" onClick={() => void read()}>
            Try again
          </Button>
        </div>
      )}
      {listed.state === "known" && (
        <ul>
          {listed.items.map((draft) => (
            <DraftRow
              key={draft.id}
              draft={draft}
              isRenamed={renamed === draft.id}
              onOpen={() => onOpen(draft.id)}
              onRename={() => setRenamed(draft.id)}
              onRenamed={(title) => {
                setRenamed((now) => (now === draft.id ? null : now));
                void rename(draft, title);
              }}
              onDuplicate={() => void duplicate(draft)}
              onDelete={() => {
                setRemoval({ busy: false, problem: null });
                setLeaving(draft);
              }}
            />
          ))}
        </ul>
      )}
      {hasNone && <p className="px-4 pt-4 text-13 text-soft">No prompts yet. What you write is kept here.</p>}
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title="Delete this prompt?"
        action="Delete"
        look="danger"
        returnTo={begin}
        {...removal}
        onConfirm={() => void confirm()}
      >
        <p className="wrap-anywhere">
          "{leaving === null ? "" : promptTitle(leaving)}" is deleted for good. Runs made with it and packages published
          from it stay.
        </p>
      </ConfirmDialog>
    </div>
  );
}

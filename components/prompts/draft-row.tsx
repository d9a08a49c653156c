"use client";

import { Copy, Pencil, Trash2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { LocalTime } from "@/components/local-time";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { type PromptDraftSummary, promptTitle } from "@/lib/prompts/prompt";
import { DRAFTS } from "@/lib/prompts/prompt-limits";
import { characterWords } from "./prompt-words";
import { readUnsaved } from "./unsaved-prompt";

type DraftRowProps = {
  draft: PromptDraftSummary;
  isRenamed: boolean;
  onOpen: () => void;
  onRename: () => void;
  /** Null leaves the old title. */
  onRenamed: (title: string | null) => void;
  onDuplicate: () => void;
  onDelete: () => void;
};

function TitleField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key !== "Enter" && event.key !== "Escape") || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onDone(event.key === "Enter" ? (field.current?.value ?? null) : null);
  };
  return (
    <Input
      ref={field}
      dir="auto"
      aria-label="Title"
      defaultValue={title}
      maxLength={DRAFTS.title}
      autoComplete="off"
      data-takes-escape
      onKeyDown={onKeyDown}
      onBlur={() => onDone(field.current?.value ?? null)}
    />
  );
}

/** One of somebody's prompts: opened by its title, and renamed, duplicated or deleted beside it. */
export function DraftRow({ draft, isRenamed, onOpen, onRename, onRenamed, onDuplicate, onDelete }: DraftRowProps) {
  const title = promptTitle(draft);
  return (
    <li className="flex items-center gap-1 border-b px-4 py-2">
      <div className="min-w-0 flex-1">
        {isRenamed ? (
          <TitleField title={draft.title} onDone={onRenamed} />
        ) : (
          <button
            type="button"
            onClick={onOpen}
            className="-mx-2 finger block w-full min-w-0 rounded-control px-2 py-1.5 text-left hover:bg-sunken"
          >
            <span dir="auto" className="block truncate text-14">
              {title}
            </span>
            {draft.title !== "" && draft.beginning !== "" && (
              <span dir="auto" className="mt-0.5 block truncate text-12 text-soft">
                {draft.beginning}
              </span>
            )}
            <span className="mt-0.5 block text-12 text-faint">
              {characterWords(draft.characters)} · <LocalTime iso={draft.updatedAt} />
              {readUnsaved(draft.id) !== null && " · changes not saved yet"}
            </span>
          </button>
        )}
      </div>
      <IconButton label={`Rename: ${title}`} onClick={onRename}>
        <Pencil size={14} aria-hidden />
      </IconButton>
      <IconButton label={`Duplicate: ${title}`} onClick={onDuplicate}>
        <Copy size={14} aria-hidden />
      </IconButton>
      <IconButton label={`Delete: ${title}`} onClick={onDelete}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </li>
  );
}

"use client";

import { type RefObject, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import type { WrittenPrompt } from "@/lib/prompts/prompt";
import { DraftList } from "./draft-list";
import { Draft } from "./opened-draft";
import type { Written } from "./prompt-requests";

type PromptEditorProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The draft to open; null: a new one; left out, the list of them, or a new one where there are none. */
  draftId?: string | null;
  /** What a new one begins with, unless another was left unsaved in this tab. */
  initial?: Written;
  /** Called with a prompt that can be run: filled in, and within the limits. The editor closes then. */
  onUse: (prompt: WrittenPrompt) => void;
  /** What using it is called. */
  action?: string;
  /** Was the draft to be used as it was? Then it says at once why it cannot be. */
  isAsked?: boolean;
  /** What has the focus afterwards; without it, what had it before. */
  returnTo?: RefObject<HTMLElement | null>;
};

type Place =
  | { view: "list"; isFirst: boolean }
  | { view: "draft"; id: string | null }
  | { view: "publish"; id: string | null };

const TITLES = { list: "Your prompts", draft: "Your own prompt", publish: "Publish as package" } as const;

/** Writes system prompts of one's own: drafts that are saved by themselves, used in a run or published. */
export function PromptEditor({ open, ...rest }: PromptEditorProps) {
  return open ? <OpenEditor {...rest} /> : null;
}

function OpenEditor({
  onOpenChange,
  draftId,
  initial,
  onUse,
  action = "Use in playground",
  isAsked = false,
  returnTo,
}: Omit<PromptEditorProps, "open">) {
  const [place, setPlace] = useState<Place>(
    draftId === undefined ? { view: "list", isFirst: true } : { view: "draft", id: draftId },
  );
  const use = (prompt: WrittenPrompt) => {
    onUse(prompt);
    onOpenChange(false);
  };
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      place="desk"
      title={TITLES[place.view]}
      className="flex flex-col"
      {...(returnTo !== undefined && { returnTo })}
    >
      {place.view === "list" ? (
        <DraftList isFirst={place.isFirst} onOpen={(id) => setPlace({ view: "draft", id })} />
      ) : (
        <Draft
          key={place.id ?? "new"}
          id={place.id}
          {...(initial !== undefined && place.id === draftId && { initial })}
          action={action}
          isAsked={isAsked && place.id === draftId}
          isPublishing={place.view === "publish"}
          onPublishing={(isPublishing) => setPlace({ view: isPublishing ? "publish" : "draft", id: place.id })}
          onUse={use}
          onList={() => setPlace({ view: "list", isFirst: false })}
        />
      )}
    </Dialog>
  );
}

"use client";

import { type RefObject, useRef, useState } from "react";
import type { OwnPrompt } from "@/lib/prompts/prompt";

/** What the editor begins with; a draft's id of undefined is the list of them. */
export type Begun = { draftId: string | null | undefined; from: OwnPrompt | null; isAsked: boolean };

/** The editor of one's own prompts on this page: whether it is open, with what, and where the keyboard goes afterwards. */
export function usePromptEditor(asked: string | null, field: RefObject<HTMLElement | null>) {
  const first =
    asked === null ? null : { draftId: asked === "new" ? null : asked, from: null, isAsked: asked !== "new" };
  const [begun, setBegun] = useState<Begun | null>(first);
  const [open, setOpen] = useState(first !== null);
  const returnTo = useRef<HTMLElement | null>(null);

  const begin = (next: Begun, opener: HTMLElement | null) => {
    returnTo.current = opener;
    setBegun(next);
    setOpen(true);
  };
  return {
    begun,
    open,
    setOpen,
    returnTo,
    /** Opens the list of prompts, or a new one where there are none. */
    write: (opener: HTMLElement | null) => begin({ draftId: undefined, from: null, isAsked: false }, opener),
    /** Opens the prompt that is chosen. */
    edit: (own: OwnPrompt, opener: HTMLElement | null) =>
      begin({ draftId: own.draftId, from: own, isAsked: false }, opener),
    /** Once a prompt is chosen the input is written. */
    toField: () => {
      returnTo.current = field.current;
    },
  };
}

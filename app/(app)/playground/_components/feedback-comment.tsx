"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";

type FeedbackCommentProps = {
  comment: string | null;
  /** Answers whether it was kept. */
  onSave: (comment: string | null) => Promise<boolean>;
  onLeave: () => void;
};

/** A few words to the package's author. Enter keeps them, Shift with Enter begins a line, Esc leaves. */
export function FeedbackComment({ comment, onSave, onLeave }: FeedbackCommentProps) {
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  const save = async () => {
    const text = field.current?.value.trim() ?? "";
    setBusy(true);
    const isKept = await onSave(text === "" ? null : text);
    setBusy(false);
    if (isKept) onLeave();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      // Not also a run that is going.
      event.preventDefault();
      onLeave();
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    if (!busy) void save();
  };

  return (
    <div className="mt-1 flex basis-full flex-wrap items-end gap-2 px-2">
      <label htmlFor={id} className="sr-only">
        Comment, optional
      </label>
      <Textarea
        ref={field}
        id={id}
        rows={1}
        maxLength={2_000}
        defaultValue={comment ?? ""}
        placeholder="What was good or missing? Optional"
        onKeyDown={onKeyDown}
        className="max-h-40 min-w-0 flex-1 max-sm:basis-full"
      />
      <Button busy={busy} onClick={() => void save()}>
        Save
      </Button>
      <Button look="quiet" onClick={onLeave}>
        Close
      </Button>
      <p className="basis-full text-12 text-faint">
        If it ran with a package, its author reads this, without your name and input.
      </p>
    </div>
  );
}

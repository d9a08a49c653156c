"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useAction } from "@/components/http/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { Textarea } from "@/components/ui/textarea";

/** What an admin does once they have said why. */
export type ReasonedAct = {
  /** On the button that does it. */
  words: string;
  title: string;
  /** What will happen. */
  effect: ReactNode;
  look?: "primary" | "danger";
  method?: "POST" | "PATCH";
  path: string;
  body?: object;
  /** Who reads the reason: the person it is done to, or only who reads the audit log; and must there be one? */
  reason: keyof typeof LABELS;
  said: string | ((answer: Record<string, unknown>) => string);
};

const LABELS = {
  shown: "Reason, shown to them",
  kept: "Reason, for the audit log",
  optional: "Reason, for the audit log (optional)",
} as const;

const SHORTEST = 3;

type ReasonDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; act: ReasonedAct };

/** Says what will happen, asks why, and does it. */
export function ReasonDialog({ open, onOpenChange, act: asked }: ReasonDialogProps) {
  const { words, title, effect, look = "primary", method = "POST", path, body = {}, reason: kind, said } = asked;
  const [missing, setMissing] = useState<string | null>(null);
  const { busy, problem, act } = useAction();
  const id = useId();
  const isNeeded = kind !== "optional";

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    const isTooShort = reason.length < SHORTEST && (isNeeded || reason !== "");
    setMissing(isTooShort ? "Give a reason of 3 to 500 characters." : null);
    if (isTooShort || busy) return;
    const answer = await act({ method, path, body: { ...body, ...(reason !== "" && { reason }) }, said });
    if (answer.ok) onOpenChange(false);
  };

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} className="p-4">
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <div className="wrap-anywhere flex flex-col gap-2 text-14 text-soft">{effect}</div>
        <Field id={id} label={LABELS[kind]} problem={missing}>
          <Textarea
            id={id}
            name="reason"
            required={isNeeded}
            maxLength={500}
            rows={2}
            aria-invalid={missing !== null}
            aria-describedby={`${id}-problem`}
            className="max-h-40"
          />
        </Field>
        <Problem text={problem} />
        <div className="mt-1 flex flex-wrap gap-2">
          <Button type="submit" look={look} busy={busy}>
            {words}
          </Button>
          <Button look="quiet" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

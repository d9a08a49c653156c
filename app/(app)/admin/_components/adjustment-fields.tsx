"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { type AdjustmentDraft, type AdjustmentProblems, readAdjustment } from "./read-adjustment";

type AdjustmentFieldsProps = {
  draft: AdjustmentDraft;
  free: number;
  /** Whoever comes back from the review begins again at the amount. */
  isBack: boolean;
  onReview: (draft: AdjustmentDraft, read: { amount: number; reason: string }) => void;
};

const FINE: AdjustmentProblems = { amount: null, reason: null };

/** What and why. What cannot be is said beside its field before anything is reviewed. */
export function AdjustmentFields({ draft, free, isBack, onReview }: AdjustmentFieldsProps) {
  const [problems, setProblems] = useState(FINE);
  const amount = useRef<HTMLInputElement>(null);
  const reason = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (isBack) amount.current?.focus();
  }, [isBack]);

  const review = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const written = { amount: String(fields.get("amount")), reason: String(fields.get("reason")) };
    const read = readAdjustment(written, free);
    if (read.ok) return onReview(written, read);
    setProblems(read.problems);
    (read.problems.amount === null ? reason : amount).current?.focus();
  };

  return (
    <form noValidate onSubmit={review} className="flex flex-col gap-3">
      <Field id="adjustment-amount" label="Credits, negative to take away" problem={problems.amount}>
        <Input
          ref={amount}
          id="adjustment-amount"
          name="amount"
          required
          inputMode="text"
          defaultValue={draft.amount}
          autoComplete="off"
          aria-invalid={problems.amount !== null}
          aria-describedby="adjustment-amount-problem"
          className="figures"
        />
      </Field>
      <Field id="adjustment-reason" label="Reason, shown to them in their statement" problem={problems.reason}>
        <Textarea
          ref={reason}
          id="adjustment-reason"
          name="reason"
          required
          maxLength={500}
          rows={2}
          defaultValue={draft.reason}
          aria-invalid={problems.reason !== null}
          aria-describedby="adjustment-reason-problem"
          className="max-h-40"
        />
      </Field>
      <Button type="submit" look="primary" className="mt-1 self-start">
        Review
      </Button>
    </form>
  );
}

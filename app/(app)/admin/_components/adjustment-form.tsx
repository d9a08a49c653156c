"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { MAX_ADJUSTMENT } from "@/lib/credits/adjustment";
import { formatCredits } from "@/lib/credits/credits";
import { newId } from "@/lib/id";

export type AdjustedUser = { id: string; email: string; available: number };

type Draft = { amount: string; reason: string };

/** What was reviewed, with the key under which it is made once however often it is sent. */
type Reviewed = { amount: number; reason: string; key: string };

function Fields({ draft, onReview }: { draft: Draft; onReview: (draft: Draft) => void }) {
  const review = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    onReview({ amount: String(fields.get("amount")), reason: String(fields.get("reason")).trim() });
  };
  return (
    <form onSubmit={review} className="flex flex-col gap-3">
      <Field id="adjustment-amount" label="Credits, negative to take away">
        <Input
          id="adjustment-amount"
          name="amount"
          required
          inputMode="text"
          pattern="[+\-]?0*[1-9][0-9]{0,4}"
          title={`A whole number from -${MAX_ADJUSTMENT} to ${MAX_ADJUSTMENT}, not 0`}
          defaultValue={draft.amount}
          autoComplete="off"
          className="figures"
        />
      </Field>
      <Field id="adjustment-reason" label="Reason, shown to them in their statement">
        <Textarea
          id="adjustment-reason"
          name="reason"
          required
          minLength={3}
          maxLength={500}
          rows={2}
          defaultValue={draft.reason}
          className="max-h-40"
        />
      </Field>
      <Button type="submit" look="primary" className="mt-1 self-start">
        Review
      </Button>
    </form>
  );
}

type ReviewProps = { user: AdjustedUser; reviewed: Reviewed; onBack: () => void; onDone: () => void };

function Review({ user, reviewed, onBack, onDone }: ReviewProps) {
  const router = useRouter();
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const { amount, reason } = reviewed;
  const button = useRef<HTMLButtonElement>(null);
  const action = `${amount > 0 ? "Give" : "Take away"} ${formatCredits(Math.abs(amount))}`;

  // The button that had the focus has gone with the form.
  useEffect(() => button.current?.focus(), []);

  const adjust = async () => {
    setState({ busy: true, problem: null });
    const answer = await request("POST", `/api/v1/admin/users/${user.id}/adjustments`, { body: reviewed });
    if (!answer.ok) return setState({ busy: false, problem: answer.error.message });
    toast(`${formatCredits(Math.abs(amount))} ${amount > 0 ? "given to" : "taken from"} ${user.email}.`);
    onDone();
    router.refresh();
  };

  return (
    <div className="flex flex-col gap-4">
      <p className="break-words text-14">
        {amount > 0
          ? `${user.email} gets ${formatCredits(amount)}, which do not expire.`
          : `${user.email} loses ${formatCredits(-amount)} of the ${user.available} that are free.`}
      </p>
      <blockquote className="max-h-40 overflow-y-auto whitespace-pre-wrap break-words border-l-2 pl-3 text-14 text-soft">
        {reason}
      </blockquote>
      <Problem text={state.problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          look={amount > 0 ? "primary" : "danger"}
          disabled={state.busy}
          onClick={() => void adjust()}
          ref={button}
        >
          {action}
        </Button>
        <Button look="quiet" onClick={onBack}>
          Back
        </Button>
      </div>
    </div>
  );
}

/** Two steps: what and why, then the same in words with the button that does it. */
export function AdjustmentForm({ user, onDone }: { user: AdjustedUser; onDone: () => void }) {
  const [draft, setDraft] = useState<Draft>({ amount: "", reason: "" });
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  if (reviewed !== null) {
    return <Review user={user} reviewed={reviewed} onBack={() => setReviewed(null)} onDone={onDone} />;
  }
  return (
    <Fields
      draft={draft}
      onReview={(written) => {
        setDraft(written);
        setReviewed({ amount: Number(written.amount), reason: written.reason, key: newId() });
      }}
    />
  );
}

"use client";

import { type FormEvent, useId, useState } from "react";
import { useAction } from "@/components/http/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { Textarea } from "@/components/ui/textarea";

type ReasonButtonProps = {
  /** On the button, and on the one that does it. */
  words: string;
  /** What it is done to, for those who do not see where the button stands. */
  about: string;
  title: string;
  /** What will happen. */
  effect: string;
  look?: "primary" | "danger";
  path: string;
  body?: object;
  /** Is the reason shown to the person, who then must be given one? */
  isShown: boolean;
  said: string;
};

const SHORTEST = 3;

/** Opens a dialog that says what will happen, asks why, and does it. */
export function ReasonButton(props: ReasonButtonProps) {
  const { words, about, title, effect, look = "primary", path, body = {}, isShown, said } = props;
  const [open, setOpen] = useState(false);
  const [missing, setMissing] = useState<string | null>(null);
  const { busy, problem, act } = useAction();
  const id = useId();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    const isTooShort = isShown ? reason.length < SHORTEST : reason !== "" && reason.length < SHORTEST;
    setMissing(isTooShort ? "Give a reason of 3 to 500 characters." : null);
    if (isTooShort || busy) return;
    const answer = await act({ method: "POST", path, body: { ...body, ...(reason !== "" && { reason }) }, said });
    if (answer.ok) setOpen(false);
  };

  return (
    <>
      <Button
        look={look === "danger" ? "danger" : "outline"}
        size="small"
        onClick={() => setOpen(true)}
        aria-label={`${words}: ${about}`}
      >
        {words}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={title} className="p-4">
        <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
          <p className="wrap-anywhere text-14 text-soft">{effect}</p>
          <Field
            id={id}
            label={isShown ? "Reason, shown to them" : "Reason, for the audit log (optional)"}
            problem={missing}
          >
            <Textarea
              id={id}
              name="reason"
              required={isShown}
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
            <Button look="quiet" onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

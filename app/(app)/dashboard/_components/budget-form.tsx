"use client";

import { type FormEvent, useRef } from "react";
import { useAction } from "@/components/http/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import { type BudgetStatus, MOST_BUDGET } from "@/lib/credits/budget";
import { type Credits, formatCredits } from "@/lib/credits/credits";

const PATH = "/api/v1/playground/credits/budget";

/** Sets, changes and takes away one's own budget. */
export function BudgetForm({ credits }: { credits: Credits | null }) {
  const { busy, problem, act } = useAction();
  const field = useRef<HTMLInputElement>(null);

  const set = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const amount = Number(new FormData(event.currentTarget).get("credits"));
    void act<BudgetStatus>({
      method: "PUT",
      path: PATH,
      body: { credits: amount },
      said: `Your budget is ${formatCredits(amount)} a month.`,
    });
  };
  const remove = async () => {
    const answer = await act({ method: "DELETE", path: PATH, said: "Your budget is removed." });
    if (!answer.ok || field.current === null) return;
    // The button that was pressed goes; whoever came by keyboard stays in the form.
    field.current.value = "";
    field.current.focus();
  };

  return (
    <form onSubmit={set} className="flex flex-wrap items-end gap-2">
      <Field id="budget-credits" label="Credits a month" className="w-36">
        <Input
          ref={field}
          id="budget-credits"
          name="credits"
          type="number"
          inputMode="numeric"
          required
          min={1}
          max={MOST_BUDGET}
          step={1}
          defaultValue={credits ?? ""}
          placeholder="100"
          autoComplete="off"
        />
      </Field>
      <Button type="submit" busy={busy}>
        {credits === null ? "Set a budget" : "Change"}
      </Button>
      {credits !== null && (
        <Button look="quiet" busy={busy} onClick={() => void remove()}>
          Remove
        </Button>
      )}
      <Problem text={problem} className="w-full" />
    </form>
  );
}

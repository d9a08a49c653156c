"use client";

import { type FormEvent, useId, useState } from "react";
import { request } from "@/components/http/request";
import { signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import type { DeletionFacts } from "@/lib/account-data/deletion-facts";
import { keptWords, lostWords } from "./deletion-words";

type DeleteDialogProps = {
  facts: DeletionFacts;
  email: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

type State = { busy: boolean; problem: string | null; typed: string | null };

const IDLE: State = { busy: false, problem: null, typed: null };

function Words({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-13 font-strong text-ink">{title}</h3>
      <ul className="flex list-disc flex-col gap-1 pl-4">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** Says what goes and what stays, has the e-mail address typed, deletes the account and leaves. */
export function DeleteDialog({ facts, email, open, onOpenChange }: DeleteDialogProps) {
  const [state, setState] = useState(IDLE);
  const id = useId();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (state.busy) return;
    const confirm = String(new FormData(event.currentTarget).get("confirm")).trim();
    if (confirm.toLowerCase() !== email) return setState({ ...IDLE, typed: "Type the address of this account." });
    setState({ ...IDLE, busy: true });
    const answer = await request("DELETE", "/api/v1/account", { body: { confirm } });
    if (!answer.ok) return setState({ ...IDLE, problem: answer.error.message });
    // Drafts in this browser are the account's too.
    localStorage.clear();
    await signOut("/account-deleted");
  };

  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => {
        // What has begun is not called off by closing the window on it.
        if (state.busy) return;
        setState(IDLE);
        onOpenChange(isOpen);
      }}
      title="Delete your account?"
      className="p-4"
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 text-14 text-soft">
        <Words title="Gone for good" lines={lostWords(facts)} />
        <Words title="Kept" lines={keptWords(facts)} />
        <p className="wrap-anywhere">
          To confirm, type <span className="text-ink">{email}</span>.
        </p>
        <Field id={id} label="E-mail address of this account" problem={state.typed}>
          <Input
            id={id}
            name="confirm"
            type="email"
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={state.typed !== null}
            aria-describedby={`${id}-problem`}
          />
        </Field>
        <Problem text={state.problem} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="danger" busy={state.busy}>
            {state.busy ? "Deleting your account" : "Delete my account"}
          </Button>
          <Button look="quiet" disabled={state.busy} onClick={() => onOpenChange(false)}>
            Keep it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

"use client";

import { type FormEvent, useState } from "react";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import { Select } from "@/components/ui/select";

/** The token that was made, with its text, which is shown this once. */
export type MadeToken = { id: string; token: string };

const LIFETIMES = [7, 30, 90, 365] as const;

/** Makes a token with a name and an end. */
export function NewTokenForm({ onMade }: { onMade: (made: MadeToken) => void }) {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setState({ busy: true, problem: null });
    const answer = await request<MadeToken>("POST", "/api/v1/tokens", {
      body: { name: fields.get("name"), days: Number(fields.get("days")) },
    });
    setState({ busy: false, problem: answer.ok ? null : answer.error.message });
    if (!answer.ok) return;
    form.reset();
    onMade(answer.body);
  };

  return (
    <form onSubmit={(event) => void make(event)} className="flex flex-wrap items-end gap-2">
      <Field id="token-name" label="Name" className="min-w-40 flex-1">
        <Input id="token-name" name="name" required maxLength={80} placeholder="laptop" autoComplete="off" />
      </Field>
      <Field id="token-days" label="Ends after">
        <Select id="token-days" name="days" defaultValue="30">
          {LIFETIMES.map((days) => (
            <option key={days} value={days}>
              {days} days
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" busy={state.busy}>
        Make a token
      </Button>
      <Problem text={state.problem} className="w-full" />
    </form>
  );
}

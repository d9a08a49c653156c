"use client";

import { type FormEvent, useState } from "react";
import { useLeave } from "@/components/http/use-leave";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signInProblem } from "./sign-in-problems";

type Options = { github: boolean; google: boolean; dev: boolean };
type Way = { id: "github" | "google" | "dev"; fields: Record<string, string> };

const PROVIDERS = [
  { id: "github", label: "Continue with GitHub" },
  { id: "google", label: "Continue with Google" },
] as const;

/** Asks next-auth to sign in and tells where to go on: the provider's page, the page asked for, or back here. */
async function begin({ id, fields }: Way, callbackUrl: string): Promise<string> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const path = id === "dev" ? "/api/auth/callback/dev" : `/api/auth/signin/${id}`;
  const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl, json: "true" });
  const response = await fetch(path, { method: "POST", body });
  return ((await response.json()) as { url: string }).url;
}

const IDLE = { busy: false, problem: null };

export function SignInForm({ options, callbackUrl }: { options: Options; callbackUrl: string }) {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>(IDLE);
  const leave = useLeave(() => setState(IDLE));

  const signIn = async (way: Way) => {
    setState({ busy: true, problem: null });
    try {
      const url = new URL(await begin(way, callbackUrl), location.origin);
      const code = url.searchParams.get("error");
      if (code === null) return leave(url.href);
      setState({ busy: false, problem: signInProblem(code) });
    } catch {
      setState({ busy: false, problem: "No answer from the server. Check your connection and try again." });
    }
  };

  const submitDev = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void signIn({ id: "dev", fields: { email: String(fields.get("email")), name: String(fields.get("name")) } });
  };

  return (
    <div className="flex flex-col gap-3">
      {PROVIDERS.filter(({ id }) => options[id]).map(({ id, label }) => (
        <Button key={id} size="large" busy={state.busy} onClick={() => void signIn({ id, fields: {} })}>
          {label}
        </Button>
      ))}
      {options.dev && (
        <form onSubmit={submitDev} className="flex flex-col gap-3 border-t pt-4 first:border-t-0 first:pt-0">
          <Field id="email" label="E-mail">
            <Input
              id="email"
              name="email"
              type="email"
              required
              autoComplete="email"
              placeholder="you@example.com"
              className="h-10"
            />
          </Field>
          <Field id="name" label="Name, if you like">
            <Input id="name" name="name" maxLength={80} autoComplete="name" className="h-10" />
          </Field>
          <Button type="submit" look="primary" size="large" busy={state.busy}>
            Sign in
          </Button>
          <p className="text-12 text-faint">
            This installation runs on one machine, so any e-mail will do and no password is asked. An account is made on
            first use.
          </p>
        </form>
      )}
      {state.problem !== null && (
        <p role="alert" className="text-13 text-bad-ink">
          {state.problem}
        </p>
      )}
    </div>
  );
}

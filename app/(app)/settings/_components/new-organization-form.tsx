"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import { useTypedBefore } from "@/components/ui/use-typed-before";
import { handleFrom } from "@/lib/accounts/handle";
import type { OwnOrganization } from "@/lib/accounts/organization";

/** A handle made of the name's words, until one is typed. */
function suggestion(name: string): string {
  return /[a-z0-9]/i.test(name) ? handleFrom(name) : "";
}

/** Makes an organisation and goes to its page. The handle follows the name until it is changed by hand. */
export function NewOrganizationForm() {
  const router = useRouter();
  const [typed, setTyped] = useState<{ name: string; slug: string | null }>({ name: "", slug: null });
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const fields = { name: useRef<HTMLInputElement>(null), slug: useRef<HTMLInputElement>(null) };
  useTypedBefore(fields.name, (name) => setTyped((now) => ({ ...now, name })));
  useTypedBefore(fields.slug, (slug) => setTyped((now) => ({ ...now, slug })));
  const slug = typed.slug ?? suggestion(typed.name);

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setState({ busy: true, problem: null });
    const answer = await request<OwnOrganization>("POST", "/api/v1/organizations", {
      body: { name: typed.name, slug },
    });
    if (answer.ok) return router.push(`/organizations/${answer.body.slug}`);
    setState({ busy: false, problem: answer.error.message });
  };

  return (
    <form onSubmit={(event) => void make(event)} className="flex flex-wrap items-end gap-2">
      <Field id="organization-name" label="Name" className="min-w-40 flex-1">
        <Input
          ref={fields.name}
          id="organization-name"
          required
          maxLength={80}
          placeholder="Acme Tools"
          autoComplete="organization"
          value={typed.name}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        />
      </Field>
      <Field id="organization-slug" label="Handle" className="min-w-40 flex-1">
        <Input
          ref={fields.slug}
          id="organization-slug"
          required
          minLength={2}
          maxLength={30}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          title="Lower-case letters and digits, with single hyphens between them"
          placeholder="acme-tools"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby="organization-slug-use"
          aria-invalid={state.problem !== null}
          value={slug}
          onChange={(event) => setTyped({ ...typed, slug: event.target.value === "" ? null : event.target.value })}
        />
      </Field>
      <Button type="submit" busy={state.busy}>
        Make an organisation
      </Button>
      <p id="organization-slug-use" className="w-full break-words text-12 text-faint">
        Its packages are called <span className="figures">@{slug || "handle"}/name</span>. The handle cannot be changed
        later.
      </p>
      <Problem text={state.problem} className="w-full" />
    </form>
  );
}

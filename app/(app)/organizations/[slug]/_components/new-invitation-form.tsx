"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { request } from "@/components/http/request";
import { ROLE_WORDS } from "@/components/organizations/organization-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import { Select } from "@/components/ui/select";
import { canInvite, INVITED_ROLES, MAX_INVITATION_USES, type OrganizationRole } from "@/lib/accounts/organization";

const LIFETIMES = [1, 7, 30] as const;

/** The link that was made, as it is shown this once. */
export type MadeInvitation = { id: string; url: string };

type NewInvitationFormProps = { slug: string; role: OrganizationRole; onMade: (made: MadeInvitation) => void };

/** Makes a link: the role it gives, how long it works and how many people it lets in. */
export function NewInvitationForm({ slug, role, onMade }: NewInvitationFormProps) {
  const router = useRouter();
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setState({ busy: true, problem: null });
    const answer = await request<MadeInvitation>("POST", `/api/v1/organizations/${slug}/invitations`, {
      body: { role: fields.get("role"), days: Number(fields.get("days")), maxUses: Number(fields.get("max-uses")) },
    });
    setState({ busy: false, problem: answer.ok ? null : answer.error.message });
    if (!answer.ok) return;
    onMade(answer.body);
    router.refresh();
  };

  return (
    <form onSubmit={(event) => void make(event)} className="flex flex-wrap items-end gap-2">
      <Field id="invitation-role" label="Join as">
        <Select id="invitation-role" name="role" defaultValue="member">
          {INVITED_ROLES.filter((invited) => canInvite(role, invited)).map((invited) => (
            <option key={invited} value={invited}>
              {ROLE_WORDS[invited]}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="invitation-days" label="Ends after">
        <Select id="invitation-days" name="days" defaultValue="7">
          {LIFETIMES.map((days) => (
            <option key={days} value={days}>
              {days} {days === 1 ? "day" : "days"}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="invitation-max-uses" label="Lets in">
        <span className="grid grid-cols-[4rem_auto] items-center gap-2 text-13 text-soft">
          <Input
            id="invitation-max-uses"
            name="max-uses"
            type="number"
            required
            min={1}
            max={MAX_INVITATION_USES}
            step={1}
            defaultValue={10}
            aria-describedby="invitation-max-uses-unit"
            className="figures"
          />
          <span id="invitation-max-uses-unit">people</span>
        </span>
      </Field>
      <Button type="submit" busy={state.busy}>
        Make an invitation link
      </Button>
      <Problem text={state.problem} className="w-full" />
    </form>
  );
}

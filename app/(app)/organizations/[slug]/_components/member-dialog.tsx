"use client";

import { useState } from "react";
import { useAction } from "@/components/http/use-action";
import { ROLE_HINTS, ROLE_WORDS } from "@/components/organizations/organization-words";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import {
  canRemove,
  ORGANIZATION_ROLES,
  type OrganizationMember,
  type OrganizationRole,
  rolesToGive,
} from "@/lib/accounts/organization";

/** Whoever looks at the members, and may do something about them. */
export type Manager = { userId: string; role: OrganizationRole; isOnlyOwner: boolean };

type MemberDialogProps = { slug: string; member: OrganizationMember; viewer: Manager; onClose: () => void };

/** One member's role, and the way out. Nothing happens before a button is pressed. */
export function MemberDialog({ slug, member, viewer, onClose }: MemberDialogProps) {
  const { busy, problem, act } = useAction();
  const [role, setRole] = useState(member.role);
  const { handle, userId } = member;
  const path = `/api/v1/organizations/${slug}/members/${userId}`;
  const given = rolesToGive(viewer.role, member.role);
  const isSelf = userId === viewer.userId;

  const save = async () => {
    const said = `@${handle} is ${role === "member" ? "a" : "an"} ${ROLE_WORDS[role].toLowerCase()} now.`;
    if ((await act({ method: "PATCH", path, body: { role }, said })).ok) onClose();
  };
  const remove = async () => {
    if ((await act({ method: "DELETE", path, said: `@${handle} is no longer a member.` })).ok) onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isSelf ? "Your role" : `@${handle}`}
      className="p-2"
    >
      <Problem text={problem} className="px-2 pb-2" />
      {given.length > 0 && (
        <fieldset className="pb-2">
          <legend className="sr-only">Role</legend>
          {ORGANIZATION_ROLES.map((one) => (
            <Choice key={one} name="role" value={one} current={role} onChoose={setRole} hint={ROLE_HINTS[one]}>
              {ROLE_WORDS[one]}
            </Choice>
          ))}
          <Button
            look="primary"
            className="mt-2 ml-2"
            busy={busy}
            disabled={role === member.role}
            onClick={() => void save()}
          >
            Save role
          </Button>
        </fieldset>
      )}
      {!isSelf && canRemove(viewer.role, member.role, false) && (
        <div className="border-t px-2 pt-3 pb-2 first:border-t-0">
          <p className="text-13 text-soft">
            They keep this month's credits and get no more from here. Links they made stop working, and no link made
            before now lets them back in.
          </p>
          <Button look="danger" className="mt-3" busy={busy} onClick={() => void remove()}>
            Remove from the organisation
          </Button>
        </div>
      )}
    </Dialog>
  );
}

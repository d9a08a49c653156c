"use client";

import { useState } from "react";
import { LocalTime } from "@/components/local-time";
import { ROLE_WORDS } from "@/components/organizations/organization-words";
import { Button } from "@/components/ui/button";
import { canRemove, type OrganizationMember, rolesToGive } from "@/lib/accounts/organization";
import { type Manager, MemberDialog } from "./member-dialog";

type LineProps = { member: OrganizationMember; viewer: Manager; onManage: () => void };

function MemberLine({ member, viewer, onManage }: LineProps) {
  const { handle, name, email, role, joinedAt } = member;
  const isSelf = member.userId === viewer.userId;
  const managed = isSelf
    ? rolesToGive(viewer.role, role).length > 0 && !viewer.isOnlyOwner
    : canRemove(viewer.role, role, false);
  return (
    <li className="flex items-center gap-x-4 border-b py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-14">
          {name ?? `@${handle}`}
          {isSelf && <span className="text-faint"> (you)</span>}
        </p>
        <p className="truncate text-12 text-faint">
          {name !== null && <span className="figures">@{handle} </span>}
          {email ?? (
            <>
              since <LocalTime iso={joinedAt} style="date" />
            </>
          )}
        </p>
      </div>
      <span className="text-13 text-soft">{ROLE_WORDS[role]}</span>
      {managed ? (
        <Button look="quiet" size="small" className="w-16" onClick={onManage} aria-label={`Manage @${handle}`}>
          Manage
        </Button>
      ) : (
        viewer.role !== "member" && <span className="w-16 shrink-0 max-sm:hidden" />
      )}
    </li>
  );
}

/** An organisation's members with their roles; those whom the viewer may manage open a dialog. */
export function Members({
  slug,
  members,
  viewer,
}: {
  slug: string;
  members: readonly OrganizationMember[];
  viewer: Manager;
}) {
  const [managed, setManaged] = useState<OrganizationMember | null>(null);
  return (
    <>
      <ul className="border-t">
        {members.map((member) => (
          <MemberLine key={member.userId} member={member} viewer={viewer} onManage={() => setManaged(member)} />
        ))}
      </ul>
      {managed !== null && (
        <MemberDialog
          slug={slug}
          member={managed}
          viewer={viewer}
          onClose={() => setManaged((now) => (now === managed ? null : now))}
        />
      )}
    </>
  );
}

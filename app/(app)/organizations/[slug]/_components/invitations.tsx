"use client";

import { useState } from "react";
import { MadeSecret } from "@/components/ui/made-secret";
import { canInvite, type Invitation, type OrganizationRole } from "@/lib/accounts/organization";
import { InvitationLine } from "./invitation-line";
import { type MadeInvitation, NewInvitationForm } from "./new-invitation-form";

type InvitationsProps = { slug: string; role: OrganizationRole; invitations: readonly Invitation[] };

/** Links by which people join: make one (shown once), see those that are open, end them. */
export function Invitations({ slug, role, invitations }: InvitationsProps) {
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const forget = (id: string) => setMade((last) => (last?.id === id ? null : last));
  return (
    <div className="flex flex-col gap-5">
      <NewInvitationForm slug={slug} role={role} onMade={setMade} />
      {made !== null && (
        <MadeSecret
          text={made.url}
          lead="Copy it now and send it. It is shown this once and cannot be read again."
          onDone={() => setMade(null)}
        />
      )}
      {invitations.length === 0 ? (
        <p className="text-13 text-soft">No open invitations.</p>
      ) : (
        <ul className="border-t">
          {invitations.map((invitation) => (
            <InvitationLine
              key={invitation.id}
              slug={slug}
              invitation={invitation}
              revocable={canInvite(role, invitation.role)}
              onRevoked={() => forget(invitation.id)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

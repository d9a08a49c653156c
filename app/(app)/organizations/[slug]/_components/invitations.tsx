"use client";

import { useState } from "react";
import { useAction } from "@/components/http/use-action";
import { LocalTime } from "@/components/local-time";
import { ROLE_WORDS } from "@/components/organizations/organization-words";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Problem } from "@/components/ui/problem";
import { canInvite, type Invitation, type OrganizationRole } from "@/lib/accounts/organization";
import { NewInvitationForm } from "./new-invitation-form";

function MadeLink({ url, onDone }: { url: string; onDone: () => void }) {
  return (
    <div role="status" className="rounded-panel border border-line bg-notice p-3">
      <p className="text-13">Copy it now and send it. It is shown this once and cannot be read again.</p>
      <p className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-64 select-all break-all font-mono text-13">{url}</code>
        <CopyButton text={url} />
        <Button look="quiet" size="small" onClick={onDone}>
          Done
        </Button>
      </p>
    </div>
  );
}

type LineProps = { slug: string; invitation: Invitation; revocable: boolean };

function InvitationLine({ slug, invitation, revocable }: LineProps) {
  const { busy, problem, act } = useAction();
  const { id, role, createdBy, createdAt, expiresAt } = invitation;
  const path = `/api/v1/organizations/${slug}/invitations/${id}`;
  return (
    <li className="flex items-center gap-4 border-b py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-14">
          {ROLE_WORDS[role]} <span className="text-12 text-faint">by @{createdBy}</span>
        </p>
        <p className="text-12 text-faint">
          made <LocalTime iso={createdAt} />, ends <LocalTime iso={expiresAt} style="ahead" />
        </p>
        <Problem text={problem} />
      </div>
      {revocable && (
        <Button
          look="quiet"
          size="small"
          disabled={busy}
          onClick={() => void act({ method: "DELETE", path, said: "The link no longer works." })}
          aria-label={`Revoke the invitation as ${role} by @${createdBy}`}
        >
          Revoke
        </Button>
      )}
    </li>
  );
}

type InvitationsProps = { slug: string; role: OrganizationRole; invitations: readonly Invitation[] };

/** Links by which people join: make one (shown once), see those that are open, end them. */
export function Invitations({ slug, role, invitations }: InvitationsProps) {
  const [made, setMade] = useState<string | null>(null);
  return (
    <div className="flex flex-col gap-5">
      <NewInvitationForm slug={slug} role={role} onMade={setMade} />
      {made !== null && <MadeLink url={made} onDone={() => setMade(null)} />}
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
            />
          ))}
        </ul>
      )}
    </div>
  );
}

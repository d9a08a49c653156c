"use client";

import { useState } from "react";
import { useAction } from "@/components/http/use-action";
import { LocalTime } from "@/components/local-time";
import { ROLE_WORDS } from "@/components/organizations/organization-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { Invitation } from "@/lib/accounts/organization";

type InvitationLineProps = { slug: string; invitation: Invitation; revocable: boolean; onRevoked: () => void };

/** One open link: what it gives, how far it is used, when it ends, and its end before that. */
export function InvitationLine({ slug, invitation, revocable, onRevoked }: InvitationLineProps) {
  const { busy, problem, act } = useAction();
  const [asking, setAsking] = useState(false);
  const { id, role, createdBy, createdAt, expiresAt, maxUses, uses } = invitation;

  const revoke = async () => {
    const path = `/api/v1/organizations/${slug}/invitations/${id}`;
    const { ok } = await act({ method: "DELETE", path, said: "The link no longer works." });
    if (!ok) return;
    setAsking(false);
    onRevoked();
  };

  return (
    <li className="flex items-center gap-4 border-b py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-14">
          {ROLE_WORDS[role]} <span className="text-12 text-faint">by @{createdBy}</span>
        </p>
        <p className="text-12 text-faint">
          <span className="text-soft">
            {uses} of {maxUses} used
          </span>
          , made <LocalTime iso={createdAt} />, ends <LocalTime iso={expiresAt} style="ahead" />
        </p>
      </div>
      {revocable && (
        <>
          <Button
            look="quiet"
            size="small"
            onClick={() => setAsking(true)}
            aria-label={`Revoke the invitation as ${role} by @${createdBy}`}
          >
            Revoke
          </Button>
          <ConfirmDialog
            open={asking}
            onOpenChange={setAsking}
            title="Revoke this invitation?"
            action="Revoke"
            look="danger"
            busy={busy}
            problem={problem}
            onConfirm={() => void revoke()}
          >
            <p>The link stops working at once and cannot be brought back. Those who joined by it stay.</p>
          </ConfirmDialog>
        </>
      )}
    </li>
  );
}

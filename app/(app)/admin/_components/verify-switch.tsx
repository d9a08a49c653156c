"use client";

import { useState } from "react";
import { useAction } from "@/components/http/use-action";
import { formatMembers } from "@/components/organizations/organization-words";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Switch } from "@/components/ui/switch";
import { MONTHLY_CREDITS } from "@/lib/credits/credits";

type VerifySwitchProps = { organization: { id: string; slug: string; members: number; verified: boolean } };

/** The verified flag of an organisation. It gives credits away, so it asks first and says to how many. */
export function VerifySwitch({ organization: { id, slug, members, verified } }: VerifySwitchProps) {
  const { busy, problem, act } = useAction();
  const [asking, setAsking] = useState(false);

  const set = async () => {
    const said = verified ? `@${slug} is no longer verified.` : `@${slug} is verified.`;
    const path = `/api/v1/admin/organizations/${id}`;
    const { ok } = await act({ method: "PATCH", path, body: { verified: !verified }, said });
    if (ok) setAsking(false);
  };

  return (
    <>
      <Switch checked={verified} label={`Verified: @${slug}`} disabled={busy} onChange={() => setAsking(true)} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={verified ? `Remove verification of @${slug}?` : `Verify @${slug}?`}
        action={verified ? "Remove verification" : "Verify"}
        look={verified ? "danger" : "primary"}
        busy={busy}
        problem={problem}
        onConfirm={() => void set()}
      >
        {verified ? (
          <p>
            {formatMembers(members)} keep this month's credits to its end and get no more after it, unless something
            else brings them.
          </p>
        ) : (
          <p>
            {formatMembers(members)}, and everyone who joins later, get {MONTHLY_CREDITS} credits a month from now on.
            Those who have a month running get the next when it ends.
          </p>
        )}
      </ConfirmDialog>
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useAction } from "@/components/http/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { OwnOrganization } from "@/lib/accounts/organization";

/** The way out of an organisation, closed to its only owner. */
export function Leave({ organization, userId }: { organization: OwnOrganization; userId: string }) {
  const { slug, name, role, owners } = organization;
  const router = useRouter();
  const { busy, problem, act } = useAction();
  const [asking, setAsking] = useState(false);

  const leave = async () => {
    const path = `/api/v1/organizations/${slug}/members/${userId}`;
    const { ok } = await act({ method: "DELETE", path, said: `You have left ${name}.` });
    if (ok) router.push("/settings");
  };

  if (role === "owner" && owners === 1) {
    return <p className="text-13 text-soft">You are its only owner. Make another member an owner before you leave.</p>;
  }
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        Leave the organisation
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Leave this organisation?"
        action="Leave"
        look="danger"
        busy={busy}
        problem={problem}
        onConfirm={() => void leave()}
      >
        <p>
          You keep this month's credits and get no more from here. Links you made stop working. To come back you need an
          invitation.
        </p>
      </ConfirmDialog>
    </>
  );
}

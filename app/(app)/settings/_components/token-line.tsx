"use client";

import { useState } from "react";
import { useAction } from "@/components/http/use-action";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Mark } from "@/components/ui/mark";

export type TokenRow = {
  id: string;
  name: string;
  scope: string;
  ending: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
};

/** One token that works, and its end. */
export function TokenLine({ token, onRevoked }: { token: TokenRow; onRevoked: () => void }) {
  const { busy, problem, act } = useAction();
  const [asking, setAsking] = useState(false);
  const { id, name, scope, ending, expiresAt, lastUsedAt } = token;

  const revoke = async () => {
    const said = `${name} is revoked and no longer works.`;
    const { ok } = await act({ method: "DELETE", path: `/api/v1/tokens/${id}`, said });
    if (!ok) return;
    setAsking(false);
    onRevoked();
  };

  return (
    <li className="flex items-center gap-4 border-b py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-14">
          <span className="truncate">{name}</span>
          <span className="figures text-12 text-faint">prpm_...{ending}</span>
          {scope === "admin" && <Mark tone="live">Admin</Mark>}
        </p>
        <p className="text-12 text-faint">
          ends <LocalTime iso={expiresAt} style="ahead" />
          {lastUsedAt === null ? (
            ", never used"
          ) : (
            <>
              , last used <LocalTime iso={lastUsedAt} />
            </>
          )}
        </p>
      </div>
      <Button look="quiet" size="small" onClick={() => setAsking(true)} aria-label={`Revoke ${name}`}>
        Revoke
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Revoke ${name}?`}
        action="Revoke"
        look="danger"
        busy={busy}
        problem={problem}
        onConfirm={() => void revoke()}
      >
        <p>
          The token that ends in <span className="figures text-13">{ending}</span> stops working at once, wherever it is
          in use, and cannot be brought back.
        </p>
      </ConfirmDialog>
    </li>
  );
}

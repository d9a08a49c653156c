"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { MadeSecret } from "@/components/ui/made-secret";
import { type MadeToken, NewTokenForm } from "./new-token-form";
import { TokenLine, type TokenRow } from "./token-line";

/** A user's API tokens: make one (its text is shown once), see them, end them. */
export function ApiTokens({ tokens }: { tokens: readonly TokenRow[] }) {
  const router = useRouter();
  const [made, setMade] = useState<MadeToken | null>(null);
  const forget = (id: string) => setMade((last) => (last?.id === id ? null : last));
  return (
    <div className="flex flex-col gap-5">
      <NewTokenForm
        onMade={(token) => {
          setMade(token);
          router.refresh();
        }}
      />
      {made !== null && (
        <MadeSecret
          text={made.token}
          lead="Copy it now. It is shown this once and cannot be read again."
          onDone={() => setMade(null)}
        />
      )}
      {tokens.length === 0 ? (
        <p className="text-13 text-soft">No tokens. Make one to run packages from a terminal.</p>
      ) : (
        <ul className="border-t">
          {tokens.map((token) => (
            <TokenLine key={token.id} token={token} onRevoked={() => forget(token.id)} />
          ))}
        </ul>
      )}
    </div>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { request } from "@/components/http/request";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Mark } from "@/components/ui/mark";
import { Problem } from "@/components/ui/problem";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";

export type TokenRow = {
  id: string;
  name: string;
  scope: string;
  ending: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
};

const LIFETIMES = [7, 30, 90, 365] as const;

function NewToken({ onMade }: { onMade: (token: string) => void }) {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    setState({ busy: true, problem: null });
    const answer = await request<{ token: string }>("POST", "/api/v1/tokens", {
      body: { name: fields.get("name"), days: Number(fields.get("days")) },
    });
    setState({ busy: false, problem: answer.ok ? null : answer.error.message });
    if (!answer.ok) return;
    form.reset();
    onMade(answer.body.token);
  };

  return (
    <form onSubmit={(event) => void make(event)} className="flex flex-wrap items-end gap-2">
      <Field id="token-name" label="Name" className="min-w-40 flex-1">
        <Input id="token-name" name="name" required maxLength={80} placeholder="laptop" autoComplete="off" />
      </Field>
      <Field id="token-days" label="Ends after">
        <Select id="token-days" name="days" defaultValue="30">
          {LIFETIMES.map((days) => (
            <option key={days} value={days}>
              {days} days
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" disabled={state.busy}>
        Make a token
      </Button>
      <Problem text={state.problem} className="w-full" />
    </form>
  );
}

function MadeToken({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <div role="status" className="rounded-panel border border-line bg-notice p-3">
      <p className="text-13">Copy it now. It is shown this once and cannot be read again.</p>
      <p className="mt-2 flex items-center gap-2">
        <code className="min-w-0 flex-1 select-all break-all font-mono text-13">{token}</code>
        <CopyButton text={token} />
        <Button look="quiet" size="small" onClick={onDone}>
          Done
        </Button>
      </p>
    </div>
  );
}

function TokenLine({ token, onRevoke }: { token: TokenRow; onRevoke: () => void }) {
  return (
    <li className="flex items-center gap-4 border-b py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-14">
          <span className="truncate">{token.name}</span>
          <span className="figures text-12 text-faint">prpm_...{token.ending}</span>
          {token.scope === "admin" && <Mark tone="live">Admin</Mark>}
        </p>
        <p className="text-12 text-faint">
          ends <LocalTime iso={token.expiresAt} style="ahead" />
          {token.lastUsedAt === null ? (
            ", never used"
          ) : (
            <>
              , last used <LocalTime iso={token.lastUsedAt} />
            </>
          )}
        </p>
      </div>
      <Button look="quiet" size="small" onClick={onRevoke} aria-label={`Revoke ${token.name}`}>
        Revoke
      </Button>
    </li>
  );
}

/** A user's API tokens: make one (its text is shown once), see them, end them. */
export function ApiTokens({ tokens }: { tokens: readonly TokenRow[] }) {
  const router = useRouter();
  const [made, setMade] = useState<string | null>(null);

  const revoke = async ({ id, name }: TokenRow) => {
    const answer = await request("DELETE", `/api/v1/tokens/${id}`);
    toast(answer.ok ? `${name} is revoked and no longer works.` : answer.error.message);
    router.refresh();
  };

  return (
    <div className="flex flex-col gap-5">
      <NewToken
        onMade={(token) => {
          setMade(token);
          router.refresh();
        }}
      />
      {made !== null && <MadeToken token={made} onDone={() => setMade(null)} />}
      {tokens.length === 0 ? (
        <p className="text-13 text-soft">No tokens. Make one to run packages from a terminal.</p>
      ) : (
        <ul className="border-t">
          {tokens.map((token) => (
            <TokenLine key={token.id} token={token} onRevoke={() => void revoke(token)} />
          ))}
        </ul>
      )}
    </div>
  );
}

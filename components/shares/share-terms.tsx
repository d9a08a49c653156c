"use client";

import type { ReactNode } from "react";
import { Switch } from "@/components/ui/switch";
import { ExpiryField } from "./expiry-field";
import type { ShareChoices } from "./share-choices";

type TermProps = { label: string; checked: boolean; onChange: (checked: boolean) => void; children: ReactNode };

function Term({ label, checked, onChange, children }: TermProps) {
  return (
    <div className="flex items-start gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="text-13">{label}</p>
        <p className="text-12 text-soft">{children}</p>
      </div>
      <Switch checked={checked} label={label} onChange={onChange} />
    </div>
  );
}

type ShareTermsProps = {
  choices: ShareChoices;
  hasOwnPrompt: boolean;
  /** May it stand on its package's page? */
  listable: boolean;
  onChange: (change: Partial<ShareChoices>) => void;
};

/** How long a link lives, where it is shown, and whether the text of one's own prompt goes with it. */
export function ShareTerms({ choices, hasOwnPrompt, listable, onChange }: ShareTermsProps) {
  const { includePrompt, listed, expiresAt } = choices;
  return (
    <div className="mt-4">
      <ExpiryField id="share-expiry" expiresAt={expiresAt} onChange={(at) => onChange({ expiresAt: at })} />
      <div className="mt-2">
        {hasOwnPrompt && (
          <Term
            label="Include the text of my prompt"
            checked={includePrompt}
            onChange={(checked) => onChange({ includePrompt: checked })}
          >
            Without it readers see that there was a prompt of your own, and not what it says.
          </Term>
        )}
        {listable && (
          <Term
            label="List on the package's page"
            checked={listed}
            onChange={(checked) => onChange({ listed: checked })}
          >
            Off, only who has the link finds it, and no search engine does. On, it stands among the package's community
            results for everyone.
          </Term>
        )}
      </div>
    </div>
  );
}

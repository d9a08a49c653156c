"use client";

import Link from "next/link";
import { useState } from "react";
import { signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";
import type { DeletionFacts } from "@/lib/account-data/deletion-facts";
import { DeleteDialog } from "./delete-dialog";

type DeleteAccountProps = { facts: DeletionFacts; email: string; signedInLately: boolean };

function HandOverFirst({ organizations }: { organizations: DeletionFacts["soleOwnerOf"] }) {
  return (
    <div className="flex flex-col gap-2 text-14">
      <p className="max-w-[64ch] text-soft">
        Others belong to {organizations.length === 1 ? "an organisation" : "organisations"} that only you own. Make one
        of them an owner first:
      </p>
      <ul className="flex flex-col gap-1">
        {organizations.map(({ slug, name }) => (
          <li key={slug}>
            <Link href={`/organizations/${slug}`} className="link">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The way to delete one's account; it begins with what has to be done before. */
export function DeleteAccount({ facts, email, signedInLately }: DeleteAccountProps) {
  const [open, setOpen] = useState(false);
  if (facts.soleOwnerOf.length > 0) return <HandOverFirst organizations={facts.soleOwnerOf} />;
  if (!signedInLately) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="max-w-[64ch] text-14 text-soft">
          Sign in again first, so that nobody else can do this in a browser that you left open.
        </p>
        <Button onClick={() => void signOut("/sign-in?callbackUrl=%2Fsettings%23delete-account")}>Sign in again</Button>
      </div>
    );
  }
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        Delete my account
      </Button>
      <DeleteDialog facts={facts} email={email} open={open} onOpenChange={setOpen} />
    </>
  );
}

"use client";

import { useState } from "react";
import { formatMembers } from "@/components/organizations/organization-words";
import { Switch } from "@/components/ui/switch";
import { MONTHLY_CREDITS } from "@/lib/credits/credits";
import { ReasonDialog, type ReasonedAct } from "./reason-dialog";

type VerifiedOrganization = { id: string; slug: string; members: number; verified: boolean };

function actOn({ id, slug, members, verified }: VerifiedOrganization): ReasonedAct {
  const common = {
    method: "PATCH",
    path: `/api/v1/admin/organizations/${id}`,
    body: { verified: !verified },
    reason: "kept",
  } as const;
  if (verified) {
    return {
      ...common,
      words: "Remove verification",
      title: `Remove verification of @${slug}?`,
      look: "danger",
      effect: `${formatMembers(members)} keep this month's credits to its end and get no more after it, unless something else brings them.`,
      said: `@${slug} is no longer verified.`,
    };
  }
  return {
    ...common,
    words: "Verify",
    title: `Verify @${slug}?`,
    effect: `${formatMembers(members)}, and everyone who joins later, get ${MONTHLY_CREDITS} credits a month from now on. Those who have a month running get the next when it ends.`,
    said: `@${slug} is verified.`,
  };
}

/** The verified flag of an organisation. It gives credits away, so it asks first, why, and says to how many. */
export function VerifySwitch({ organization }: { organization: VerifiedOrganization }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Switch
        checked={organization.verified}
        label={`Verified: @${organization.slug}`}
        onChange={() => setAsking(true)}
      />
      <ReasonDialog open={asking} onOpenChange={setAsking} act={actOn(organization)} />
    </>
  );
}

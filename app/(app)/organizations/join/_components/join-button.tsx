"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { refreshCredits } from "@/components/credits/credit-store";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { toast } from "@/components/ui/toast";
import type { OwnOrganization } from "@/lib/accounts/organization";

/** Joins, brings the header's credits up to date and opens the organisation. */
export function JoinButton({ token, name }: { token: string; name: string }) {
  const router = useRouter();
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });

  const join = async () => {
    setState({ busy: true, problem: null });
    const answer = await request<OwnOrganization>("POST", "/api/v1/organization-invitations/accept", {
      body: { token },
    });
    if (!answer.ok) return setState({ busy: false, problem: answer.error.message });
    await refreshCredits();
    toast(`You belong to ${name} now.`);
    router.push(`/organizations/${answer.body.slug}`);
    router.refresh();
  };

  return (
    <>
      <Button look="primary" size="large" busy={state.busy} onClick={() => void join()}>
        Join
      </Button>
      <Problem text={state.problem} />
    </>
  );
}

"use client";

import { useState } from "react";
import { ProblemLine } from "@/components/billing/problem-line";
import { type RefusedPurchase, refusedPurchase } from "@/components/billing/refused-purchase";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";

type PortalButtonProps = { look: "primary" | "outline"; children: string };

/** Leads to Stripe's portal. Its address is good for one visit, so it is made when it is asked for. */
export function PortalButton({ look, children }: PortalButtonProps) {
  const [state, setState] = useState<{ busy: boolean; problem: RefusedPurchase | null }>({
    busy: false,
    problem: null,
  });
  const visit = async () => {
    setState({ busy: true, problem: null });
    const body = { returnTo: "/settings#billing" };
    const answer = await request<{ url: string }>("POST", "/api/v1/playground/subscription/portal", { body });
    if (answer.ok) location.assign(answer.body.url);
    else setState({ busy: false, problem: refusedPurchase(answer.error, Date.now()) });
  };
  return (
    <>
      <Button look={look} disabled={state.busy} onClick={() => void visit()}>
        {children}
      </Button>
      {state.problem !== null && <ProblemLine problem={state.problem} />}
    </>
  );
}

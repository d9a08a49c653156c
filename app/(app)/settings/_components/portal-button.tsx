"use client";

import { useState } from "react";
import { ProblemLine } from "@/components/billing/problem-line";
import { type RefusedPurchase, refusedPurchase } from "@/components/billing/refused-purchase";
import { request } from "@/components/http/request";
import { PATIENCE_MS, useLeave } from "@/components/http/use-leave";
import { Button } from "@/components/ui/button";

type State = { busy: boolean; problem: RefusedPurchase | null };

const IDLE: State = { busy: false, problem: null };

type PortalButtonProps = { look: "primary" | "outline"; children: string };

/** Leads to Stripe's portal. Its address is good for one visit, so it is made when it is asked for. */
export function PortalButton({ look, children }: PortalButtonProps) {
  const [state, setState] = useState(IDLE);
  const leave = useLeave(() => setState(IDLE));
  const visit = async () => {
    setState({ ...IDLE, busy: true });
    const body = { returnTo: "/settings#billing" };
    const answer = await request<{ url: string }>("POST", "/api/v1/playground/subscription/portal", {
      body,
      patienceMs: PATIENCE_MS,
    });
    if (answer.ok) leave(answer.body.url);
    else setState({ ...IDLE, problem: refusedPurchase(answer.error, Date.now()) });
  };
  return (
    <>
      <Button look={look} busy={state.busy} onClick={() => void visit()}>
        {children}
      </Button>
      {state.problem !== null && <ProblemLine problem={state.problem} />}
    </>
  );
}

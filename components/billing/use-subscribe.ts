"use client";

import { useRef, useState } from "react";
import { request } from "@/components/http/request";
import { PATIENCE_MS, useLeave } from "@/components/http/use-leave";
import { type RefusedPurchase, refusedPurchase } from "./refused-purchase";
import { returnPlace } from "./return-place";

type State = { isBusy: boolean; problem: RefusedPurchase | null; portalUrl: string | null };

const IDLE: State = { isBusy: false, problem: null, portalUrl: null };

/** Leads to Stripe's page for PRPM+; whoever has it already is given the way to change it. */
export function useSubscribe() {
  const [state, setState] = useState(IDLE);
  const isBusy = useRef(false);
  const leave = useLeave(() => {
    isBusy.current = false;
    setState(IDLE);
  });

  const subscribe = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ ...IDLE, isBusy: true });
    const body = { returnTo: returnPlace() };
    const answer = await request<{ checkoutUrl: string }>("POST", "/api/v1/playground/subscribe", {
      body,
      patienceMs: PATIENCE_MS,
    });
    if (answer.ok) return leave(answer.body.checkoutUrl);
    isBusy.current = false;
    const { error } = answer;
    const portalUrl = error.error === "conflict" ? error["portalUrl"] : undefined;
    setState(
      typeof portalUrl === "string" ? { ...IDLE, portalUrl } : { ...IDLE, problem: refusedPurchase(error, Date.now()) },
    );
  };

  return { ...state, subscribe };
}

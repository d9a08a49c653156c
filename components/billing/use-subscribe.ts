"use client";

import { useRef, useState } from "react";
import { request } from "@/components/http/request";
import { type RefusedPurchase, refusedPurchase } from "./refused-purchase";
import { returnPlace } from "./return-place";

type State = { isBusy: boolean; problem: RefusedPurchase | null; portalUrl: string | null };

/** Leads to Stripe's page for PRPM+; whoever has it already is given the way to change it. */
export function useSubscribe() {
  const [state, setState] = useState<State>({ isBusy: false, problem: null, portalUrl: null });
  const isBusy = useRef(false);

  const subscribe = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ isBusy: true, problem: null, portalUrl: null });
    const body = { returnTo: returnPlace() };
    const answer = await request<{ checkoutUrl: string }>("POST", "/api/v1/playground/subscribe", { body });
    if (answer.ok) {
      location.assign(answer.body.checkoutUrl);
      return;
    }
    isBusy.current = false;
    const { error } = answer;
    const portalUrl = error.error === "conflict" ? error["portalUrl"] : undefined;
    setState(
      typeof portalUrl === "string"
        ? { isBusy: false, problem: null, portalUrl }
        : { isBusy: false, problem: refusedPurchase(error, Date.now()), portalUrl: null },
    );
  };

  return { ...state, subscribe };
}

"use client";

import { useEffect, useRef, useState } from "react";
import { request } from "@/components/http/request";
import { useStable } from "@/components/ui/use-stable";
import type { BudgetStatus } from "@/lib/credits/budget";
import { useHeardCredits } from "./credit-store";

const PATH = "/api/v1/playground/credits/budget";

/** One's own budget, read again when credits were spent; `putAway` ends its notice on all of one's screens. */
export function useBudget(rendered: BudgetStatus) {
  const [status, setStatus] = useState(rendered);
  const balance = useHeardCredits()?.balance;
  const before = useRef(balance);
  const refresh = useStable(async () => {
    const answer = await request<BudgetStatus>("GET", PATH);
    if (!answer.ok) return;
    // What was put away since it was asked stays away.
    const { body } = answer;
    setStatus((shown) => (shown.seen && shown.reached === body.reached ? { ...body, seen: true } : body));
  });
  useEffect(() => {
    const isLess = balance !== undefined && before.current !== undefined && balance < before.current;
    before.current = balance;
    if (isLess) void refresh();
  }, [balance, refresh]);
  const putAway = () => {
    setStatus((shown) => ({ ...shown, seen: true }));
    void request("POST", `${PATH}/seen`, { body: { percent: status.reached }, keepalive: true });
  };
  return { status, putAway };
}

"use client";

import { useReducer, useRef } from "react";
import { request } from "@/components/http/request";
import { PATIENCE_MS, useLeave } from "@/components/http/use-leave";
import type { BuyChoice } from "@/lib/billing/buy-choice";
import type { BegunPurchase } from "@/lib/billing/purchase";
import { newId } from "@/lib/id";
import { expectArrival } from "./arrival-store";
import { type RefusedPurchase, refusedPurchase } from "./refused-purchase";
import { returnPlace } from "./return-place";

export type CardPurchase = BegunPurchase & { clientSecret: string };

/** Where a purchase stands on this page. `leaving`: the browser is on its way to Stripe's page. */
type Step =
  | { at: "choice"; problem: RefusedPurchase | null }
  | { at: "opening" | "leaving" }
  | { at: "card"; purchase: CardPurchase }
  | { at: "paid" };

const next = (_: Step, step: Step): Step => step;

/** Begins a purchase, once for each choice however often it is asked for, and leads to where it is paid. */
export function usePurchase() {
  const [step, go] = useReducer(next, { at: "choice", problem: null });
  const keys = useRef(new Map<string, string>());
  const isBusy = useRef(false);

  const leave = useLeave(() => {
    isBusy.current = false;
    go({ at: "choice", problem: null });
  });

  const paid = (purchaseId: string) => {
    keys.current.clear();
    expectArrival({ kind: "purchase", id: purchaseId });
    go({ at: "paid" });
  };

  const begin = async ({ pack, way }: BuyChoice) => {
    if (isBusy.current) return;
    isBusy.current = true;
    go({ at: "opening" });
    const choice = `${pack} ${way}`;
    const key = keys.current.get(choice) ?? newId();
    keys.current.set(choice, key);
    const body = { package: pack, mode: way, returnTo: returnPlace() };
    const answer = await request<BegunPurchase>("POST", "/api/v1/playground/credits/purchase", {
      body,
      key,
      patienceMs: PATIENCE_MS,
    });
    if (answer.ok && "checkoutUrl" in answer.body) {
      go({ at: "leaving" });
      leave(answer.body.checkoutUrl);
      return;
    }
    isBusy.current = false;
    if (answer.ok) return go({ at: "card", purchase: answer.body as CardPurchase });
    const earlier = answer.error.error === "conflict" ? answer.error["purchaseId"] : undefined;
    // It was paid or has ended meanwhile, maybe in another window: it says so itself.
    if (typeof earlier === "string") return paid(earlier);
    if (answer.error.error === "idempotency_mismatch") keys.current.delete(choice);
    go({ at: "choice", problem: refusedPurchase(answer.error, Date.now()) });
  };

  return { step, begin, paid, chooseAgain: () => go({ at: "choice", problem: null }) };
}

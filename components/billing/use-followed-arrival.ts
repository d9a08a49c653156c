"use client";

import { useEffect } from "react";
import { PURCHASE_PARAMETER, SUBSCRIBED_PARAMETER } from "@/lib/billing/return-parameters";
import { isSettled, type Stage } from "./arrival";
import { expectArrival, readExpected, resumeArrival, setStage, useArrival } from "./arrival-store";
import { followArrival } from "./follow-arrival";

/** Stripe's own words stand beside ours after a card was confirmed with its bank. */
const SAID_ONCE = [
  PURCHASE_PARAMETER,
  SUBSCRIBED_PARAMETER,
  "payment_intent",
  "payment_intent_client_secret",
  "redirect_status",
];

const FAILED: Stage = { is: "failed", failure: "payment_intent_authentication_failure" };

/** Takes what Stripe's way back has written into the address, and leaves an address that says it only once. */
function takeFromAddress(): boolean {
  const url = new URL(window.location.href);
  const purchase = url.searchParams.get(PURCHASE_PARAMETER);
  const subscribed = url.searchParams.get(SUBSCRIBED_PARAMETER);
  if (purchase === null && subscribed === null) return false;
  const expected = readExpected(subscribed === "1" ? "plus" : purchase);
  const hasFailed = url.searchParams.get("redirect_status") === "failed";
  for (const name of SAID_ONCE) url.searchParams.delete(name);
  // Next takes hold of the history only after the first effects, and would put the address back that it knows.
  setTimeout(() => window.history.replaceState(null, "", `${url.pathname}${url.search}${url.hash}`));
  if (expected !== null) expectArrival(expected, hasFailed ? FAILED : undefined);
  return expected !== null;
}

/** Follows what was paid, from the way back from Stripe or from before a reload. One part of a page does. */
export function useFollowedArrival(): void {
  const arrival = useArrival();
  const expected = arrival === null || isSettled(arrival.stage) ? null : arrival.expected;

  useEffect(() => {
    if (!takeFromAddress()) resumeArrival();
  }, []);

  useEffect(() => {
    if (expected === null) return;
    const end = new AbortController();
    void followArrival(expected, end.signal, (stage) => setStage(expected, stage));
    return () => end.abort();
  }, [expected]);
}

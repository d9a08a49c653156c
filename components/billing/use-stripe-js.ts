"use client";

import type { Stripe } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { useCallback, useEffect, useState } from "react";

type StripeJs = { state: "loading" } | { state: "ready"; stripe: Stripe } | { state: "failed" };

/** Stripe's own script, which alone may see a card; asked for when this is first drawn. */
export function useStripeJs(publishableKey: string): StripeJs & { again: () => void } {
  const [loaded, setLoaded] = useState<StripeJs>({ state: "loading" });
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    let isWanted = true;
    const tell = (next: StripeJs) => isWanted && setLoaded(next);
    loadStripe(publishableKey)
      .then((stripe) => tell(stripe === null ? { state: "failed" } : { state: "ready", stripe }))
      .catch(() => tell({ state: "failed" }));
    return () => {
      isWanted = false;
    };
  }, [publishableKey, round]);

  const again = useCallback(() => {
    setLoaded({ state: "loading" });
    setRound((before) => before + 1);
  }, []);
  return { ...loaded, again };
}

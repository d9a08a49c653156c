"use client";

import { PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { formatUsd } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { PURCHASE_PARAMETER } from "@/lib/billing/return-parameters";
import { useBuyFrame } from "./buy-frame";
import { cardResult, NO_RESULT } from "./card-result";
import { returnPlace, withParameter } from "./return-place";
import type { CardPurchase } from "./use-purchase";

export type CardFormProps = { purchase: CardPurchase; onBack: () => void; onPaid: (purchaseId: string) => void };

type State = { is: "loading" | "ready" | "paying" | "broken"; problem: string | null };

/** Gives a card to Stripe. A declined one is said here, and another can be tried for the same purchase. */
export function CardForm({ purchase: { purchaseId, amountCents }, onBack, onPaid }: CardFormProps) {
  const stripe = useStripe();
  const elements = useElements();
  const frame = useBuyFrame();
  const [{ is, problem }, setState] = useState<State>({ is: "loading", problem: null });
  const isPaying = useRef(false);
  const lock = frame?.lock;
  useEffect(() => {
    lock?.(is === "paying");
    return () => lock?.(false);
  }, [lock, is]);

  const pay = async (event: FormEvent) => {
    event.preventDefault();
    if (stripe === null || elements === null || isPaying.current) return;
    isPaying.current = true;
    setState({ is: "paying", problem: null });
    const outcome = await stripe
      .confirmPayment({
        elements,
        confirmParams: { return_url: location.origin + withParameter(returnPlace(), PURCHASE_PARAMETER, purchaseId) },
        redirect: "if_required",
      })
      .then(cardResult, () => NO_RESULT);
    isPaying.current = false;
    if (outcome.isTaken) return onPaid(purchaseId);
    setState({ is: "ready", problem: outcome.problem });
  };

  return (
    <form onSubmit={(event) => void pay(event)} aria-busy={is === "paying"}>
      <div className="min-h-48">
        <PaymentElement
          options={{ layout: "tabs", readOnly: is === "paying" }}
          onReady={() => setState((before) => ({ ...before, is: "ready" }))}
          onLoadError={() =>
            setState({ is: "broken", problem: "Stripe's card form did not open; nothing was charged." })
          }
        />
      </div>
      <Problem text={problem} className="mt-3" />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          look="primary"
          size="large"
          type="submit"
          busy={is === "paying"}
          disabled={is === "loading" || is === "broken"}
          className="min-w-36"
        >
          {is === "paying" ? "Paying" : `Pay ${formatUsd(amountCents)}`}
        </Button>
        <Button look="quiet" size="large" onClick={onBack} busy={is === "paying"}>
          Back
        </Button>
      </div>
    </form>
  );
}

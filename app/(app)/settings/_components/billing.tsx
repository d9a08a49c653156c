"use client";

import { useState } from "react";
import { PlusOffer } from "@/components/billing/plus-offer";
import { type SubscriptionWords, subscriptionWords } from "@/components/billing/subscription-words";
import { useAction } from "@/components/http/use-action";
import { SentenceWords } from "@/components/sentence-words";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import type { SubscriptionState } from "@/lib/billing/subscription";
import type { Plan } from "@/lib/credits/credits";
import { CancelDialog } from "./cancel-dialog";
import { PortalButton } from "./portal-button";

const SUBSCRIPTION = "/api/v1/playground/subscription";

type ActProps = { act: SubscriptionWords["acts"][number]; state: SubscriptionState; isOpen: boolean };

function Resume() {
  const { busy, problem, act } = useAction();
  const resume = () => act({ method: "POST", path: `${SUBSCRIPTION}/resume`, said: "PRPM+ goes on." });
  return (
    <>
      <Button look="primary" busy={busy} onClick={() => void resume()}>
        Keep PRPM+
      </Button>
      <Problem text={problem} />
    </>
  );
}

function Cancel({ state }: { state: SubscriptionState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        Cancel PRPM+
      </Button>
      <CancelDialog open={open} onOpenChange={setOpen} until={state.currentPeriodEnd} path={`${SUBSCRIPTION}/cancel`} />
    </>
  );
}

function Act({ act, state, isOpen }: ActProps) {
  switch (act) {
    case "subscribe":
      return <PlusOffer isClosed={!isOpen} signedIn isSubscribed={false} />;
    case "resume":
      return <Resume />;
    case "cancel":
      return <Cancel state={state} />;
    case "pay":
      return <PortalButton look="primary">Give another card</PortalButton>;
    case "portal":
      return <PortalButton look="outline">Cards and invoices at Stripe</PortalButton>;
  }
}

type BillingProps = { state: SubscriptionState; plan: Plan; isOpen: boolean };

/** How PRPM+ stands, in words, and what can be done about it. */
export function Billing({ state, plan, isOpen }: BillingProps) {
  const { title, tone, text, acts } = subscriptionWords(state, plan);
  return (
    <>
      <h3 className="text-14 font-strong">{title}</h3>
      <p className={tone === "bad" ? "mt-1 text-14 text-bad-ink" : "mt-1 text-14 text-soft"}>
        <SentenceWords of={text} />
      </p>
      {(isOpen || acts.length > 1) && (
        <div className="mt-4 flex flex-wrap items-center gap-2">
          {acts.map((act) => (
            <Act key={act} act={act} state={state} isOpen={isOpen} />
          ))}
        </div>
      )}
    </>
  );
}

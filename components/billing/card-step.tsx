"use client";

import { Elements } from "@stripe/react-stripe-js";
import { useTheme } from "next-themes";
import { useMemo } from "react";
import { formatUsd } from "@/components/format";
import { Button } from "@/components/ui/button";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { formatCredits } from "@/lib/credits/credits";
import { CardForm, type CardFormProps } from "./card-form";
import { stripeLook } from "./stripe-look";
import { useStripeJs } from "./use-stripe-js";

type CardStepProps = CardFormProps & { publishableKey: string };

function Unreachable({ onAgain, onBack }: { onAgain: () => void; onBack: () => void }) {
  return (
    <>
      <p role="alert" className="text-13 text-bad-ink">
        Stripe's card form can't be reached; nothing was charged.
      </p>
      <div className="mt-4 flex gap-2">
        <Button onClick={onAgain}>Try again</Button>
        <Button look="quiet" onClick={onBack}>
          Back
        </Button>
      </div>
    </>
  );
}

/** The card for a purchase that has begun, in a form of Stripe's own. */
export function CardStep({ publishableKey, purchase, onBack, onPaid }: CardStepProps) {
  const js = useStripeJs(publishableKey);
  const { resolvedTheme } = useTheme();
  const { credits, amountCents, clientSecret } = purchase;
  const options = useMemo(
    () => ({ clientSecret, appearance: stripeLook(resolvedTheme === "dark") }),
    [clientSecret, resolvedTheme],
  );
  return (
    <div className="px-4 py-4">
      <LeaderList className="mb-4 text-13">
        <LeaderRow term={formatCredits(credits)}>{formatUsd(amountCents)}</LeaderRow>
      </LeaderList>
      {js.state === "failed" && <Unreachable onAgain={js.again} onBack={onBack} />}
      {js.state === "loading" && (
        <p role="status" className="flex min-h-48 items-center justify-center text-13 text-faint">
          Loading Stripe's card form
        </p>
      )}
      {js.state === "ready" && (
        <Elements stripe={js.stripe} options={options}>
          <CardForm purchase={purchase} onBack={onBack} onPaid={onPaid} />
        </Elements>
      )}
    </div>
  );
}

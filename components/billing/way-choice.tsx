"use client";

import { Choice } from "@/components/ui/choice";
import type { Way } from "@/lib/billing/buy-choice";

type WayChoiceProps = { way: Way; isFixed: boolean; onChoose: (way: Way) => void };

/** Where the card is given: on Stripe's page, or here. Either way it goes to Stripe alone. */
export function WayChoice({ way, isFixed, onChoose }: WayChoiceProps) {
  const choose = (next: Way) => !isFixed && onChoose(next);
  return (
    <fieldset aria-disabled={isFixed} className="px-2 pt-3">
      <legend className="sr-only">Pay with</legend>
      <Choice name="way" value="checkout" current={way} onChoose={choose} hint="and you come back here">
        On Stripe's page
      </Choice>
      <Choice name="way" value="elements" current={way} onChoose={choose} hint="the number goes to Stripe only">
        With a card, here
      </Choice>
    </fieldset>
  );
}

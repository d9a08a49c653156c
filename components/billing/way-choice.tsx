"use client";

import { Choice } from "@/components/ui/choice";
import type { Way } from "./use-purchase";

type WayChoiceProps = { way: Way; disabled: boolean; onChoose: (way: Way) => void };

/** Where the card is given: on Stripe's page, or here. Either way it goes to Stripe alone. */
export function WayChoice({ way, disabled, onChoose }: WayChoiceProps) {
  return (
    <fieldset disabled={disabled} className="px-2 pt-3">
      <legend className="sr-only">Pay with</legend>
      <Choice name="way" value="checkout" current={way} onChoose={onChoose} hint="and you come back here">
        On Stripe's page
      </Choice>
      <Choice name="way" value="elements" current={way} onChoose={onChoose} hint="the number goes to Stripe only">
        With a card, here
      </Choice>
    </fieldset>
  );
}

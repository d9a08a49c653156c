const NEXT = "Nothing was charged; try another card.";

/** Stripe's codes that say something to whoever pays; all else is the bank's own affair. */
const DECLINES: Readonly<Record<string, string>> = {
  insufficient_funds: `The card has not enough money on it. ${NEXT}`,
  expired_card: `The card has expired. ${NEXT}`,
  incorrect_cvc: "The security code does not fit the card. Nothing was charged; check it and try again.",
  incorrect_number: "The card number is not right. Nothing was charged; check it and try again.",
  processing_error: "The card could not be processed. Nothing was charged; try again in a moment.",
  authentication_required: "Your bank wants you to confirm the payment. Nothing was charged; try again and confirm it.",
  payment_intent_authentication_failure:
    "The payment was not confirmed with your bank. Nothing was charged; try again, or use another card.",
  card_not_supported: `This card cannot be used for such a purchase. ${NEXT}`,
  currency_not_supported: `This card does not take US dollars. ${NEXT}`,
};

/** Why a card was declined, in a sentence. A lost or stolen card is declined without saying so. */
export function declineWords(code: string | null | undefined): string {
  return DECLINES[code ?? ""] ?? `Your bank declined this card. ${NEXT}`;
}

/** Why a card is refused, in the words of the API. */
export type Decline = { code: string; declineCode: string; message: string };

/** What follows a payment that went through. */
type Aftermath = "fraudulent" | "product_not_received" | "inquiry" | "early_fraud_warning";

export type CardTraits = {
  brand: "visa" | "mastercard" | "amex" | "discover";
  funding: "credit" | "debit";
  country: string;
  /** Does the bank want to hear from its holder? `unless_set_up`: not where a later charge was agreed to before. */
  authentication: "never" | "unless_set_up" | "always";
  decline: Decline | null;
  aftermath: Aftermath | null;
  refund: "at_once" | "pending" | "fails";
};

const decline = (declineCode: string, message: string, code = "card_declined"): Decline => ({
  code,
  declineCode,
  message,
});

const GENERIC = decline("generic_decline", "Your card was declined.");
const INSUFFICIENT = decline("insufficient_funds", "Your card has insufficient funds.");

const PLAIN: CardTraits = {
  brand: "visa",
  funding: "credit",
  country: "US",
  authentication: "never",
  decline: null,
  aftermath: null,
  refund: "at_once",
};

/** Stripe's test cards by their number: what happens to whoever pays with one. */
const CARDS: Readonly<Record<string, Partial<CardTraits>>> = {
  "4242424242424242": {},
  "4000056655665556": { funding: "debit" },
  "5555555555554444": { brand: "mastercard" },
  "2223003122003222": { brand: "mastercard" },
  "5200828282828210": { brand: "mastercard", funding: "debit" },
  "378282246310005": { brand: "amex" },
  "6011111111111117": { brand: "discover" },
  "4000000000000002": { decline: GENERIC },
  "4000000000009995": { decline: INSUFFICIENT },
  "4000000000009987": { decline: decline("lost_card", "Your card was declined.") },
  "4000000000009979": { decline: decline("stolen_card", "Your card was declined.") },
  "4000000000000069": { decline: decline("expired_card", "Your card has expired.", "expired_card") },
  "4000000000000127": { decline: decline("incorrect_cvc", "Your card's security code is incorrect.", "incorrect_cvc") },
  "4000000000000119": {
    decline: decline("processing_error", "Your card could not be processed. Please try again.", "processing_error"),
  },
  "4000002500003155": { authentication: "unless_set_up" },
  "4000002760003184": { authentication: "always" },
  "4000008260003178": { authentication: "always", decline: INSUFFICIENT },
  "4000008400001629": { authentication: "always", decline: GENERIC },
  "4000000000000341": { decline: GENERIC },
  "4000000000000259": { aftermath: "fraudulent" },
  "4000000000002685": { aftermath: "product_not_received" },
  "4000000000001976": { aftermath: "inquiry" },
  "4000000000005423": { aftermath: "early_fraud_warning" },
  "4000000000007726": { refund: "pending" },
  "4000000000005126": { refund: "fails" },
};

/** The names under which Stripe's own test payment methods stand for cards. */
const NAMED: Readonly<Record<string, string>> = {
  pm_card_visa: "4242424242424242",
  pm_card_visa_debit: "4000056655665556",
  pm_card_mastercard: "5555555555554444",
  pm_card_amex: "378282246310005",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_visa_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_visa_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_visa_chargeDeclinedLostCard: "4000000000009987",
  pm_card_visa_chargeDeclinedStolenCard: "4000000000009979",
  pm_card_chargeDeclinedExpiredCard: "4000000000000069",
  pm_card_chargeDeclinedIncorrectCvc: "4000000000000127",
  pm_card_chargeDeclinedProcessingError: "4000000000000119",
  pm_card_authenticationRequiredOnSetup: "4000002500003155",
  pm_card_authenticationRequired: "4000002760003184",
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: "4000008260003178",
  pm_card_threeDSecure2Required: "4000002760003184",
  pm_card_chargeCustomerFail: "4000000000000341",
  pm_card_createDispute: "4000000000000259",
  pm_card_createDisputeProductNotReceived: "4000000000002685",
  pm_card_createDisputeInquiry: "4000000000001976",
  pm_card_createIssuerFraudRecord: "4000000000005423",
  pm_card_pendingRefund: "4000000000007726",
  pm_card_refundFail: "4000000000005126",
};

export const ordinaryCard = "4242424242424242";

/** The digits of a card number as it was written. */
export function digitsOf(number: string): string {
  return number.replaceAll(/[\s-]/g, "");
}

/** The test card with this number, if it is one. */
export function findCard(number: string): CardTraits | null {
  const traits = Object.hasOwn(CARDS, number) ? CARDS[number] : undefined;
  return traits ? { ...PLAIN, ...traits } : null;
}

/** The number that one of Stripe's named test payment methods stands for. */
export function numberOfNamed(name: string): string | null {
  return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? null) : null;
}

/** Has a number the check digit that every card number ends with? */
export function hasCheckDigit(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

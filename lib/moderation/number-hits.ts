import { hasLuhnSum, isIban } from "@/lib/moderation/check-digits";
import type { Hit } from "@/lib/moderation/finding";

/** Digits without a break or in the groups of a card, which no longer number, identifier or decimal goes on from or into. */
const CARD = /(?<![\w.+/#@$%-])(?:\d{13,19}|\d{4}([ -])\d{4,6}\1\d{4,5}(?:\1\d{1,4}){0,2})(?![\w%]|[.:/-]\d|-\w)/g;
const CARD_DIGITS = /^\d{13,19}$/;
/** The numbers that issuers of payment cards have. */
const ISSUER = /^(?:4|5[0-9]|2(?:2[2-9]|[3-6]|7[01]|720)|3[0456789]|6)/;
/** One digit throughout, or the zeros of a payment service's own test cards. */
const NO_ACCOUNT = /^(\d)\1+$|0{6}/;

/** Payment cards: digits in the usual groups or in none, of an issuer, with a checksum that holds. */
export function cardHits(text: string): Hit[] {
  return Array.from(text.matchAll(CARD)).flatMap((match): Hit[] => {
    const digits = match[0].replace(/[ -]/g, "");
    if (!CARD_DIGITS.test(digits) || !ISSUER.test(digits) || NO_ACCOUNT.test(digits)) return [];
    if (!hasLuhnSum(digits)) return [];
    return [
      { kind: "personal", rule: "card", label: "Card number", start: match.index, end: match.index + match[0].length },
    ];
  });
}

const IBAN =
  /(?<![A-Za-z0-9_+/-])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![A-Za-z0-9_+/=])/g;
const SPLIT = / (?=[^ ]*$)/;

/** A word that follows in capitals may look like one more group: tries without the last ones. */
function ibanWithin(candidate: string): string | null {
  for (let rest: string | undefined = candidate; rest !== undefined && rest.length >= 15; ) {
    if (isIban(rest.replaceAll(" ", ""))) return rest;
    rest = SPLIT.test(rest) ? rest.split(SPLIT)[0] : undefined;
  }
  return null;
}

/** International bank account numbers of the right length for their country, with a checksum that holds. */
export function ibanHits(text: string): Hit[] {
  return Array.from(text.matchAll(IBAN)).flatMap((match): Hit[] => {
    const iban = ibanWithin(match[0]);
    if (iban === null) return [];
    return [{ kind: "personal", rule: "iban", label: "IBAN", start: match.index, end: match.index + iban.length }];
  });
}

const SSN =
  /(?:\bssn\b|social[ -]security)[^\n\d]{0,40}((?!000|666|9)\d{3}[- ](?!00)\d\d[- ](?!0000)\d{4})(?!\d|-\d)/gi;

/** US social security numbers, only next to words that say so: three, two and four digits are much else. */
export function socialSecurityHits(text: string): Hit[] {
  return Array.from(text.matchAll(SSN), (match): Hit => {
    const end = match.index + match[0].length;
    const start = end - (match[1]?.length ?? 0);
    return { kind: "personal", rule: "ssn", label: "Social security number", start, end };
  });
}

import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Hit } from "@/lib/moderation/finding";

const INTERNATIONAL = /(?<![\w+./=-])(?:\+|00(?=[1-9]))\d(?:[ ()./-]{0,2}\d){6,14}(?![\w.]\d|\w)/g;
/** A number as one dials it at home is only one next to a word that says so. */
const NATIONAL =
  /\b(?:(?:tele)?phone|tel|mobile|cell(?:phone)?|whatsapp|fax|telefon|handy(?:nummer)?|(?:call|text|reach|ring) (?:me|us|him|her|them))\b[^\n\d+]{0,30}(\(?\d(?:[ ()./-]{0,2}\d){6,13})(?![\w.]\d|\w)/gi;
const DATE = /^\d{4}-\d\d-\d\d|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$/;
/** In the formatting of North America it is one without any word. */
const AMERICAN = /(?<![\w+./=-])\(\d{3}\) ?\d{3}-\d{4}(?![\w-])/g;

/** Where national numbers are tried; others want their `+`. */
const COUNTRIES: readonly CountryCode[] = ["US", "GB", "DE", "FR", "IN", "AU"];
/** A check takes 10 µs. Beyond so many candidates a text is no longer checked but taken at its word. */
const MOST_CHECKED = 10_000;

/**
 * Written in groups, a number only has to be as long as one is in its country, because people also write down numbers that
 * nobody has; without groups it has to be one that can be dialled.
 */
function isPhone(candidate: string, countries: readonly (CountryCode | undefined)[]): boolean {
  const isGrouped = /\d[ ()./-]+\d/.test(candidate);
  return countries.some((country) => {
    const number = parsePhoneNumberFromString(candidate, country);
    return number !== undefined && (isGrouped ? number.isPossible() : number.isValid());
  });
}

type Candidate = { start: number; number: string; countries: readonly (CountryCode | undefined)[] };

function candidates(text: string): Candidate[] {
  const international = Array.from(text.matchAll(INTERNATIONAL), ({ 0: number, index }) => {
    return { start: index, number, countries: [undefined] };
  });
  const american = Array.from(text.matchAll(AMERICAN), ({ 0: number, index }) => {
    return { start: index, number, countries: ["US" as const] };
  });
  const national = Array.from(text.matchAll(NATIONAL), ({ 0: whole, 1: number = "", index }) => {
    return { start: index + whole.length - number.length, number, countries: COUNTRIES };
  }).filter(({ number }) => !DATE.test(number));
  return [...international, ...american, ...national];
}

/** Phone numbers of people: international ones anywhere, national ones where the text says that they are. */
export function phoneHits(text: string): Hit[] {
  return candidates(text).flatMap(({ start, number, countries }, index): Hit[] => {
    const dialled = number.startsWith("00") ? `+${number.slice(2)}` : number;
    if (index < MOST_CHECKED && !isPhone(dialled, countries)) return [];
    return [{ kind: "personal", rule: "phone", label: "Phone number", start, end: start + number.length }];
  });
}

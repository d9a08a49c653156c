import type { Category } from "@/lib/moderation/categories";
import type { SharedText } from "@/lib/moderation/finding";
import { phoneHits } from "@/lib/moderation/phone-hits";

/** What a rule of ours objects to in one text, and why, in words for the author. */
export type LocalFlag = { category: Category; at: string; reason: string };

type Rule = { category: Category; reason: string; objects: (text: string) => boolean };

const EICAR = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
const isScannerTest = (text: string) => text.includes(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${EICAR}`);

const CREDENTIAL =
  /^[ \t"'|-]{0,4}[^\s@:;,|]{1,64}@([a-z\d.-]{1,80}\.[a-z]{2,24})[:;|,][^\s:;|,]{4,64}[ \t"'|]{0,4}$/gim;
const MADE_UP = /(?:^|\.)(?:example\.(?:com|org|net)|test|invalid|example)$/i;
const A_DUMP = 10;

/** Ten lines of an address with a password behind it are somebody else's accounts. */
function isCredentialDump(text: string): boolean {
  const lines = Array.from(text.matchAll(CREDENTIAL)).filter(([, domain = ""]) => !MADE_UP.test(domain));
  return lines.length >= A_DUMP;
}

const STREET =
  /\b\d{1,5} (?:[NSEW]\. )?(?:[A-Z][a-z]{2,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl)\b|\b[A-Z][a-zäöü]{2,20}(?:straße|strasse|str\.|weg|gasse|allee) \d{1,4}\b/;
/** Words that are said about a person whom others are to find, not about a shop. */
const WHEREABOUTS =
  /\b(?:lives at|living at|(?:his|her|their) (?:home )?address|home address|where (?:he|she|they) lives?|dox(?:x?ed|x?ing)?|wohnt in der|pay (?:him|her|them) a visit)\b/i;
const NEARBY = 300;

/** A person's street and phone number side by side, said so that others find them. */
function isExposing(text: string): boolean {
  return phoneHits(text).some(({ start, end }) => {
    const around = text.slice(Math.max(0, start - NEARBY), end + NEARBY);
    return STREET.test(around) && WHEREABOUTS.test(around);
  });
}

const DEAL = "(?:buy|sell|selling|trade|trading|order|for sale|in stock|we ship|shipping|looking for)";
const CONTACT =
  /\b(?:(?:dm|pm|message|text|contact|hit) (?:me|us)\b|hmu\b|(?:on|via|my) (?:telegram|signal|wickr|session|whatsapp)\b|t\.me\/|escrow accepted)/i;

/** An offer or a wish, the goods, and a way to reach who writes, close to each other: a report of one has no such way. */
function solicits(goods: string): (text: string) => boolean {
  const offer = new RegExp(
    `\\b${DEAL}\\b[^.!?]{0,80}?\\b(?:${goods})\\b|\\b(?:${goods})\\b[^.!?]{0,40}?\\b${DEAL}\\b`,
    "gi",
  );
  return (text) =>
    Array.from(text.matchAll(offer)).some(({ index }) => {
      return CONTACT.test(text.slice(Math.max(0, index - NEARBY), index + NEARBY));
    });
}

const ILLEGAL_GOODS = [
  "fullz|cvv dumps?|stolen (?:credit )?cards?|cloned (?:credit )?cards?|hacked accounts",
  "counterfeit (?:money|bills|notes|banknotes)|fake (?:passports?|ids?|driver'?s licen[cs]es?)",
  "cocaine|heroin|fentanyl|crystal meth|mdma|untraceable (?:guns?|firearms?)|ghost guns?",
].join("|");
const ABUSE_OF_MINORS =
  "csam|child porn(?:ography)?|kiddie porn|preteen (?:porn|nudes)|underage (?:porn|nudes)|jailbait";

const RULES: readonly Rule[] = [
  { category: "malware", reason: "It holds the test file of virus scanners.", objects: isScannerTest },
  {
    category: "private-data",
    reason: "It lists e-mail addresses with passwords behind them.",
    objects: isCredentialDump,
  },
  {
    category: "private-data",
    reason: "It says where a person lives, with their phone number.",
    objects: isExposing,
  },
  {
    category: "illegal-goods",
    reason: "It offers or asks for illegal goods, with a way to get in touch.",
    objects: solicits(ILLEGAL_GOODS),
  },
  {
    category: "minors",
    reason: "It offers or asks for depictions of child abuse.",
    objects: solicits(ABUSE_OF_MINORS),
  },
];

/** Looks for the few things that are plain without a model; everything that needs judgement is left to one. */
export function localFlags(texts: readonly SharedText[]): LocalFlag[] {
  return texts.flatMap(({ at, text }) =>
    RULES.filter(({ objects }) => objects(text)).map(({ category, reason }) => ({ category, at, reason })),
  );
}

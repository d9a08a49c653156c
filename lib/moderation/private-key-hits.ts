import type { Hit } from "@/lib/moderation/finding";

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const DASHES = "-----";
/** Shorter than any key; `...` between the two lines is no key. */
const LEAST_BODY = 48;
const LONGEST = 20_000;

const bodyLength = (text: string) => text.replace(/\\[nr]|[^A-Za-z0-9+/=]/g, "").length;

/** Where a key without its last line ends: with the last character that can belong to it. */
function openEnd(text: string, start: number): number {
  const [body = ""] = /^(?:[A-Za-z0-9+/=:,.\-\s]|\\[nr])*/.exec(text.slice(start, start + LONGEST)) ?? [];
  return start + body.trimEnd().length;
}

/** Private keys in PEM, also on one line of JSON, and also when the end was not copied. */
export function privateKeyHits(text: string): Hit[] {
  const hits: Hit[] = [];
  for (const { 0: begin, index: start } of text.matchAll(BEGIN)) {
    if (start < (hits.at(-1)?.end ?? 0)) continue;
    const from = start + begin.length;
    const dashes = text.indexOf(DASHES, from);
    const closing = dashes === -1 ? null : /^-----END [A-Z0-9 ]{0,40}-----/.exec(text.slice(dashes, dashes + 60));
    const closed = closing !== null && dashes - from <= LONGEST;
    const bodyEnd = closed ? dashes : openEnd(text, from);
    if (bodyLength(text.slice(from, bodyEnd)) < LEAST_BODY) continue;
    const end = closed ? dashes + closing[0].length : bodyEnd;
    hits.push({ kind: "secret", rule: "private-key", label: "Private key", start, end });
  }
  return hits;
}

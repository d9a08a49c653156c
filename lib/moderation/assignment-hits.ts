import type { Hit } from "@/lib/moderation/finding";
import { isPlaceholder, isTutorialPassword } from "@/lib/moderation/placeholder";

const PASSWORD = "pass(?:word|wd|phrase)|passwd|pwd";
const KEY =
  "api[-_ ]?key|secret(?:[-_ ]?(?:access)?[-_ ]?key)?|client[-_ ]?secret|(?:access|auth|bearer|refresh|api)[-_ ]?token|token|private[-_ ]?key|access[-_ ]?key|account[-_ ]?key|encryption[-_ ]?key";

/** `name = "value"`, `NAME=value`, `name: value`, `"name": "value"`; in prose only of a password ("the password is …"). */
const ASSIGNED = new RegExp(
  `(?:(${PASSWORD})|(${KEY}))["'\`]?[ \\t]{0,8}(?:(=>|:=|=|:)|is(?=[ \\t:]))[ \\t:]{0,8}(["'\`]?)([^\\s"'\`,;]{6,400})`,
  "gi",
);
const BEARER = /\bBearer[ \t]+([A-Za-z0-9._~+/-]{20,2000}=*)/g;

const SHORTEST_KEY = 16;
/** Of 4.7 bits a letter of random text, English has about 4 in short words, identifiers less. */
const LEAST_ENTROPY = 3;

/** Bits a character, by how often each occurs. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return Array.from(counts.values()).reduce((sum, count) => {
    const share = count / value.length;
    return sum - share * Math.log2(share);
  }, 0);
}

/** Code that computes a value is none: `getToken()`, `config.apiKey`, `process.env.TOKEN`, `z.string()`, `string[]`. */
const IS_CODE = /[()]|^(?:[A-Za-z_$][\w$]*\??\.)+[A-Za-z_$][\w$]*!?$|^[\w$]+\[|^@|^&|^!|::|^https?:|^[./~]/;
const IS_DATE = /^\d{4}-\d\d-\d\d/;

function isPassword(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  const mixed = /[A-Za-z]/.test(value) && /[\d!@#$%^&*?+=~]/.test(value);
  return mixed && kinds >= 2 && !/^\d+(?:px|ms|s|m|h|d|kb|mb|gb|em|rem|%)$/i.test(value);
}

function isKey(value: string): boolean {
  if (value.length < SHORTEST_KEY || !/^[\w+/=.~:-]+$/.test(value)) return false;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= LEAST_ENTROPY;
}

/** Without the punctuation of the sentence or the code that it stands in. */
function trimmed(value: string): string {
  return value.replace(/(?:[.:)\]}>]|\*\*)+$/, "");
}

function isReal(value: string, isOf: "password" | "key"): boolean {
  if (isPlaceholder(value) || isTutorialPassword(value) || IS_DATE.test(value)) return false;
  return isOf === "password" ? isPassword(value) : isKey(value);
}

function assigned(match: RegExpExecArray): Hit[] {
  const [whole, password, , sign, quote, raw = ""] = match;
  if (sign === undefined && password === undefined) return [];
  const value = quote === "" ? trimmed(raw) : raw;
  if (quote === "" && IS_CODE.test(raw)) return [];
  if (!isReal(value, password === undefined ? "key" : "password")) return [];
  const start = match.index + whole.length - raw.length;
  const [rule, label] = password === undefined ? ["key-assignment", "Secret key"] : ["password-assignment", "Password"];
  return [{ kind: "secret", rule, label, start, end: start + value.length }];
}

function bearing(match: RegExpExecArray): Hit[] {
  const [whole, value = ""] = match;
  if (!isReal(value, "key")) return [];
  const end = match.index + whole.length;
  return [{ kind: "secret", rule: "bearer-token", label: "Bearer token", start: end - value.length, end }];
}

/** Values that a name next to them calls a password, key or token, and that look like a real one. */
export function assignmentHits(text: string): Hit[] {
  return [...Array.from(text.matchAll(ASSIGNED), assigned), ...Array.from(text.matchAll(BEARER), bearing)].flat();
}

const STAND_INS = [
  "your|my[-_]|example|sample|placeholder|change[-_]?(?:me|it|this)|replace|insert|dummy|fake|redacted|removed|todo|secret[-_]here",
  "\\[|\\]|<|>|\\{|\\}|\\$\\(|\\$[A-Za-z_]|%[A-Za-z_]+%|\\.{3}|…|\\*{3}|x{4}|0{6}|0123456789|^_+|_+$",
];
const STAND_IN = new RegExp(STAND_INS.join("|"), "i");
/** One character over and over, or runs up and down the keyboard and the alphabet. */
const NO_CHOICE = /(.)\1{5}|^(?:012345|123456|abcdef|qwerty|asdfgh)[\da-z]{0,10}$/i;

/** Does a value only hold the place of one, as in `your-api-key`, `xxxx`, `<token>` or `${TOKEN}`? */
export function isPlaceholder(value: string): boolean {
  return STAND_IN.test(value) || NO_CHOICE.test(value);
}

const COMMON_PASSWORD =
  /^(?:pass(?:word|wd)?|pwd?|pw|secret|postgres(?:ql)?|mysql|mongo|redis|root|admin(?:istrator)?|user(?:name)?|guest|test(?:ing)?|demo|dev(?:elopment)?|local|foo|bar|baz|letmein|qwerty|token|key)[\d!@_-]{0,4}$/i;

/** Is this a password of tutorials, which opens nothing? */
export function isTutorialPassword(value: string): boolean {
  return COMMON_PASSWORD.test(value);
}

import type { Hit } from "@/lib/moderation/finding";

const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 253;
const LOCAL = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(\p{L}{2,24}|xn--[a-z0-9-]{2,59})(?![\p{L}\p{N}_(-])/u;

/** Nobody's: names kept for documentation, machines of a private network, and forges' addresses that hide a person's. */
const NOBODYS_DOMAIN =
  /(?:^|\.)(?:example\.(?:com|org|net|edu)|(?:users\.)?noreply\.github\.com|(?:domain|yourdomain|mydomain|company|yourcompany|email)\.com|test|invalid|example|localhost|local|internal|lan|localdomain)$/i;
const NOBODY =
  /^(?:no-?_?reply|do-?not-?reply|git|hg|root|mailer-daemon|your[._-]?(?:name|email|mail)|user|username|name|you|someone|somebody|foo|bar|this|super|return|break|continue)$/i;
/** What ends like a domain and is a file or code: `icon@2x.png`, `this@Main.class`. */
const NO_DOMAIN =
  /^(?:png|jpe?g|gif|svg|webp|avif|ico|css|scss|less|html?|js|mjs|cjs|jsx|tsx?|json|ya?ml|toml|md|txt|py|rb|rs|go|java|kt|cs|cpp|hpp|sql|xml|csv|pdf|zip|tar|gz|tgz|class|self|this|length|value|map|filter|prop|key)$/i;

/** Does this `@` follow the user of an address, as in `ssh://deploy@host.com`? */
function isUserOfAddress(text: string, localStart: number): boolean {
  const before = text.slice(Math.max(0, localStart - LONGEST_DOMAIN), localStart);
  const scheme = before.lastIndexOf("://");
  return scheme !== -1 && !/[\s/?#]/.test(before.slice(scheme + 3));
}

/** Where the part before an `@` begins, without what only opens it: a quote, a mark of Markdown, a slash. */
function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_LOCAL && LOCAL.test(text.charAt(start - 1))) start -= 1;
  const local = text.slice(start, at);
  const opening = Math.max(
    local.lastIndexOf("/"),
    local.lastIndexOf("="),
    local.lastIndexOf("`"),
    local.lastIndexOf("?"),
  );
  start += opening + 1;
  while (start < at && /[^\p{L}\p{N}]/u.test(text.charAt(start))) start += 1;
  return start;
}

function emailAt(text: string, at: number): Hit[] {
  const start = localStart(text, at);
  if (start === at || text.charAt(at - 1) === ".") return [];
  const [domain, ending = ""] = DOMAIN.exec(text.slice(at + 1, at + 1 + LONGEST_DOMAIN)) ?? [];
  if (domain === undefined || NO_DOMAIN.test(ending) || NOBODYS_DOMAIN.test(domain)) return [];
  if (NOBODY.test(text.slice(start, at)) || isUserOfAddress(text, start)) return [];
  const end = at + 1 + domain.length;
  return [{ kind: "personal", rule: "email", label: "E-mail address", start, end }];
}

/** E-mail addresses of people; each `@` is looked at once, with a bounded stretch on both sides. */
export function emailHits(text: string): Hit[] {
  const hits: Hit[] = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) hits.push(...emailAt(text, at));
  return hits;
}

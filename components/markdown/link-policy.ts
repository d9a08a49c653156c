const ALLOWED = new Set(["http:", "https:", "mailto:"]);

/** What an untrusted link may point to: an absolute http, https or mailto address, normalised; null for all else. */
export function safeHref(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  return ALLOWED.has(url.protocol) ? url.href : null;
}

/** Attributes of every link in text that we did not write. */
export const UNTRUSTED_LINK = {
  target: "_blank",
  rel: "noopener nofollow ugc",
  referrerPolicy: "no-referrer",
} as const;

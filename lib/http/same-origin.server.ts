import "server-only";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";

/**
 * A write that a browser signs with its cookie must come from one of our own pages: the Origin is ours, or where a
 * browser names none, it says itself that the request is same-origin. Otherwise `forbidden`. A form on a page that
 * sends no referrer names the origin "null", as frames without an origin do, whose requests are cross-site.
 */
export function requireSameOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  if (origin === null || origin === "null" ? headers.get("sec-fetch-site") === "same-origin" : isOwn(origin, headers))
    return;
  throw new AppError("forbidden", { message: "This request did not come from one of our pages." });
}

/** The same for people without an account, who may also use no browser: only one that names another site is refused. */
export function requireNoForeignOrigin(headers: Headers): void {
  if (headers.get("origin") !== null || headers.get("sec-fetch-site") === "cross-site") requireSameOrigin(headers);
}

function isOwn(origin: string, headers: Headers): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  const own = new URL(env().NEXTAUTH_URL);
  return origin === own.origin || (host === headers.get("host") && protocol === own.protocol);
}

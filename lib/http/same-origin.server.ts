import "server-only";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";

/**
 * A write that a browser signs with its cookie must come from one of our own pages: the Origin is ours, or where a
 * browser sends none, it says itself that the request is same-origin. Otherwise `forbidden`.
 */
export function requireSameOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const own = new URL(env().NEXTAUTH_URL);
  if (origin === null) {
    if (headers.get("sec-fetch-site") === "same-origin") return;
  } else if (URL.canParse(origin)) {
    const { protocol, host } = new URL(origin);
    const addressed = headers.get("host");
    if (origin === own.origin || (host === addressed && protocol === own.protocol)) return;
  }
  throw new AppError("forbidden", { message: "This request did not come from one of our pages." });
}

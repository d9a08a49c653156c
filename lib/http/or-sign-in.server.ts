import "server-only";
import type { RouteHandler } from "@/lib/http/define-route.server";
import { prefers } from "@/lib/http/prefers";

/**
 * A file behind a link on the page above it in the address. Whoever's session ended before they pressed that link signs in
 * and comes back to the page; a program gets the refusal itself.
 */
export function orSignIn(download: RouteHandler): RouteHandler {
  return async (request, context) => {
    const response = await download(request, context);
    if (response.status !== 401 || !prefers(request.headers.get("accept"), "text/html")) return response;
    const page = new URL(request.url).pathname.replace(/\/[^/]*$/, "");
    return new Response(null, {
      status: 303,
      headers: { Location: `/sign-in?callbackUrl=${encodeURIComponent(page)}` },
    });
  };
}

import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env.server";

/** Where the sign-in form may end up: browsers hold a form's redirects to the page's policy as well. */
function signInOrigins(): string[] {
  const { GITHUB_ID, GITHUB_URL, GOOGLE_ID, GOOGLE_ISSUER } = env();
  return [...(GITHUB_ID ? [new URL(GITHUB_URL).origin] : []), ...(GOOGLE_ID ? [new URL(GOOGLE_ISSUER).origin] : [])];
}

type Sources = { script: string; frame: string; connect: string };

/** What Stripe's card form needs; nothing where cards are taken on Stripe's own page alone. */
function stripeSources(): Sources {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY } = env();
  if (!STRIPE_SECRET_KEY || !NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY) return { script: "", frame: "", connect: "" };
  const other = STRIPE_API_BASE === undefined ? "" : ` ${new URL(STRIPE_API_BASE).origin}`;
  return {
    script: " https://js.stripe.com",
    frame: ` https://js.stripe.com https://hooks.stripe.com${other}`,
    connect: ` https://api.stripe.com${other}`,
  };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Gives each page a Content-Security-Policy with a nonce of its own. Decides nothing about who may see what, and
 * leaves the API alone: Next cuts the bodies of proxied requests at 10 MB without a word.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const isDevelopment = env().NODE_ENV === "development";
  const stripe = stripeSources();
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}${stripe.script}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https://avatars.githubusercontent.com https://*.googleusercontent.com",
    "font-src 'self'",
    `connect-src 'self'${stripe.connect}`,
    `frame-src 'self'${stripe.frame}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${signInOrigins().join(" ")}`.trim(),
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  // Next answers 500 where a path does not decode; it names nothing, so it is not found.
  const response = isDecodable(request.nextUrl.pathname)
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(new URL("/_not-found", request.url), { request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

export const config = {
  matcher: [{ source: "/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)" }],
};

import { type NextRequest, NextResponse } from "next/server";
import { newReaderValue, READER_COOKIE, readerSetCookie, readReaderValue } from "@/lib/auth/reader-cookie.server";
import { env } from "@/lib/env.server";
import { PAGE_HEADERS } from "@/lib/http/page-headers";

const SHARED_PAGE = /^\/playground\/shared\/[^/]+\/?$/;
const EMBEDDED_PAGE = /^\/embed(\/|$)/;

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

/** Next answers 500 where a path does not decode; it names nothing, so it is answered as any unknown address is. */
function proxyApi({ nextUrl, url }: NextRequest): NextResponse {
  return isDecodable(nextUrl.pathname) ? NextResponse.next() : NextResponse.rewrite(new URL("/api/not-found", url));
}

/** A value for who reads a shared page and brought none of ours; null for everybody else. */
function readerToGive({ nextUrl, cookies }: NextRequest): string | null {
  if (!SHARED_PAGE.test(nextUrl.pathname)) return null;
  return readReaderValue(cookies.get(READER_COOKIE)?.value) === null ? newReaderValue() : null;
}

/** What a page is told: the request's own headers, and what only the proxy may say. Pages in foreign frames see no cookie. */
function headersForPage(request: NextRequest, told: { nonce: string; reader: string | null; isEmbedded: boolean }) {
  const headers = new Headers(request.headers);
  for (const name of Object.values(PAGE_HEADERS)) headers.delete(name);
  headers.set(PAGE_HEADERS.nonce, told.nonce);
  if (told.reader !== null) headers.set(PAGE_HEADERS.reader, told.reader);
  if (told.isEmbedded) {
    headers.set(PAGE_HEADERS.embedded, "1");
    headers.delete("cookie");
  }
  return headers;
}

/**
 * Gives each page a Content-Security-Policy with a nonce of its own, and new readers of shared pages a cookie. Decides
 * nothing about who may see what, and leaves the API alone (Next cuts the bodies of proxied requests at 10 MB without a
 * word) but for addresses that do not decode.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.nextUrl.pathname.startsWith("/api/")) return proxyApi(request);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const isDevelopment = env().NODE_ENV === "development";
  const stripe = stripeSources();
  const isEmbedded = EMBEDDED_PAGE.test(request.nextUrl.pathname);
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
    `frame-ancestors ${isEmbedded ? "*" : "'none'"}`,
  ].join("; ");
  const reader = readerToGive(request);
  const headers = headersForPage(request, { nonce, reader, isEmbedded });
  headers.set("Content-Security-Policy", policy);
  // Next answers 500 where a path does not decode; it names nothing, so it is not found.
  const response = isDecodable(request.nextUrl.pathname)
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(new URL("/_not-found", request.url), { request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  if (reader !== null) response.headers.append("Set-Cookie", readerSetCookie(reader));
  return response;
}

export const config = {
  matcher: [
    { source: "/((?!api/|_next/static|_next/image|favicon.ico|icon.svg|preview$|preview-frame/).*)" },
    { source: "/(api/.*%.*)" },
  ],
};

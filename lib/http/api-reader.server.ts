import "server-only";
import { type Reader, readerOf } from "@/lib/auth/reader.server";
import { newReaderValue, READER_COOKIE, readerSetCookie, readReaderValue } from "@/lib/auth/reader-cookie.server";
import { parseCookies } from "@/lib/http/cookies";
import { requireNoForeignOrigin } from "@/lib/http/same-origin.server";

type Asked = { request: Request; viewer: { id: string } | null; now: Date };

/** The reader behind a request, and how to answer so that one who is new gets their cookie. */
export function apiReader({ request, viewer, now }: Asked): { reader: Reader; answer: (body: object) => Response } {
  const cookie = parseCookies(request.headers.get("cookie"))[READER_COOKIE];
  const given = viewer === null && readReaderValue(cookie) === null ? newReaderValue() : null;
  const reader = readerOf({ userId: viewer?.id ?? null, headers: request.headers, cookie, given, now });
  const headers = given === null ? undefined : { "Set-Cookie": readerSetCookie(given) };
  return { reader, answer: (body) => Response.json(body, headers === undefined ? {} : { headers }) };
}

/** The same for what a reader writes: a page of someone else's may not do that in their name. */
export function apiWriter(asked: Asked): ReturnType<typeof apiReader> {
  requireNoForeignOrigin(asked.request.headers);
  return apiReader(asked);
}

import { headers } from "next/headers";
import { cache } from "react";
import { readerOf } from "@/lib/auth/reader.server";
import { READER_COOKIE } from "@/lib/auth/reader-cookie.server";
import { currentViewer } from "@/lib/auth/viewer.server";
import { now } from "@/lib/clock";
import { parseCookies } from "@/lib/http/cookies";
import { PAGE_HEADERS } from "@/lib/http/page-headers";
import { findShared } from "@/lib/sessions/get-shared.server";

/** What the link shows to whoever asks, and who that is. Read once a request; `found` is null for a link that is not live. */
export const readShare = cache(async (token: string) => {
  const [viewer, sent] = await Promise.all([currentViewer(), headers()]);
  const at = now();
  const reader = readerOf({
    userId: viewer?.id ?? null,
    headers: sent,
    cookie: parseCookies(sent.get("cookie"))[READER_COOKIE],
    given: sent.get(PAGE_HEADERS.reader),
    now: at,
  });
  return { found: await findShared(token, reader, at), reader, at };
});

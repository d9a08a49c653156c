"use client";

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from "react";
import { formatTime, type TimeStyle } from "./format";
import { TIME_ZONE_COOKIE } from "./time-zone";

const YEAR_MS = 31_536_000_000;
const MINUTE_MS = 60_000;

/** The zone that the reader's browser told the server last; null on a first visit. */
const KnownZone = createContext<string | null>(null);

const never = () => () => undefined;
let zone: string | undefined;
const here = () => {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
};

/** Lets the server render times in the reader's own zone from the second page on. */
export function TimeZoneProvider({ known, children }: { known: string | null; children: ReactNode }) {
  useEffect(() => {
    if (known === here()) return;
    if (!("cookieStore" in window)) return; // an older browser, or no secure connection: times begin in UTC
    const expires = Date.now() + YEAR_MS;
    void window.cookieStore.set({ name: TIME_ZONE_COOKIE, value: here(), path: "/", sameSite: "lax", expires });
  }, [known]);
  return <KnownZone value={known}>{children}</KnownZone>;
}

/** The reader's time zone; until the page has come to life the one known from before, else null. */
function useKnownZone(): string | null {
  const known = useContext(KnownZone);
  return useSyncExternalStore(never, here, () => known);
}

/** The reader's time zone; UTC while none is known. */
export function useTimeZone(): string {
  return useKnownZone() ?? "UTC";
}

function everyMinute(listener: () => void): () => void {
  const timer = setInterval(listener, MINUTE_MS);
  return () => clearInterval(timer);
}
const minute = () => Math.floor(Date.now() / MINUTE_MS);

/** An instant in the reader's own time zone, kept up to date; in UTC, and said so, while no zone is known. */
export function LocalTime({ iso, style = "moment" }: { iso: string; style?: TimeStyle }) {
  const place = useKnownZone();
  const now = new Date(useSyncExternalStore(style === "ahead" ? everyMinute : never, minute, minute) * MINUTE_MS);
  const words = formatTime(new Date(iso), style, place ?? "UTC", now);
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {place === null && style !== "date" ? `${words} UTC` : words}
    </time>
  );
}

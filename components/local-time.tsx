"use client";

import { useSyncExternalStore } from "react";
import { formatTime, type TimeStyle } from "./format";

const never = () => () => undefined;
let zone: string | undefined;
const here = () => {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
};
const onServer = () => "UTC";

/** The reader's time zone; UTC until the page has come to life. */
export function useTimeZone(): string {
  return useSyncExternalStore(never, here, onServer);
}

/** An instant in the reader's own time zone; UTC until the page has come to life. */
export function LocalTime({ iso, style = "moment" }: { iso: string; style?: TimeStyle }) {
  const place = useTimeZone();
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {formatTime(new Date(iso), style, place, new Date())}
    </time>
  );
}

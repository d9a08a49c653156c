"use client";

import { useSyncExternalStore } from "react";
import { formatTime, type TimeStyle } from "./format";

const never = () => () => undefined;
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const onServer = () => "UTC";

/** The reader's time zone; UTC until the page has come to life. */
export function useTimeZone(): string {
  return useSyncExternalStore(never, here, onServer);
}

/** An instant in the reader's own time zone; UTC until the page has come to life. */
export function LocalTime({ iso, style = "moment" }: { iso: string; style?: TimeStyle }) {
  const zone = useTimeZone();
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {formatTime(new Date(iso), style, zone, new Date())}
    </time>
  );
}

"use client";

import { useSyncExternalStore } from "react";
import { formatTime, type TimeStyle } from "./format";

const never = () => () => undefined;
const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const onServer = () => "UTC";

/** An instant in the reader's own time zone; UTC until the page has come to life. */
export function LocalTime({ iso, style = "moment" }: { iso: string; style?: TimeStyle }) {
  const zone = useSyncExternalStore(never, here, onServer);
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {formatTime(new Date(iso), style, zone, new Date())}
    </time>
  );
}

"use client";

import { useTimeZone } from "@/components/local-time";

/** Making a formatter is dear, using one is not. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(iso: string, timeZone: string): string {
  const known = formatters.get(timeZone);
  const formatter = known ?? new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone });
  formatters.set(timeZone, formatter);
  return formatter.format(new Date(iso));
}

/** An instant to the second, with its year: for records that are compared with others. */
export function ExactTime({ iso }: { iso: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {format(iso, zone)}
    </time>
  );
}

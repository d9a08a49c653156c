"use client";

import Link from "next/link";
import { useSyncExternalStore } from "react";
import { returnPlace } from "./return-place";

const never = () => () => undefined;

/** The way back to what was looked at before buying, known only in the browser. */
export function BackToPlace() {
  const place = useSyncExternalStore(never, returnPlace, () => "/playground");
  return (
    <Link href={place} className="link">
      {place.startsWith("/playground") ? "Back to the playground" : "Back"}
    </Link>
  );
}

"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { placeOf, rememberPlace } from "./return-place";

/** Remembers where one is, so that paying leads back there. */
export function PlaceTracker() {
  const place = placeOf(usePathname(), useSearchParams().toString());
  useEffect(() => {
    if (place !== null) rememberPlace(place);
  }, [place]);
  return null;
}

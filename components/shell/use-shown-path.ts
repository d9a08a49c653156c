"use client";

import { useSelectedLayoutSegments } from "next/navigation";

/** The path of the page on screen. While a dialog with an address of its own lies over it, the address is another. */
export function useShownPath(): string {
  const segments = useSelectedLayoutSegments().filter((segment) => !segment.startsWith("("));
  return `/${segments.join("/")}`;
}

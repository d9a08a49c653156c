"use client";

import { type RefObject, useLayoutEffect } from "react";
import { useStable } from "./use-stable";

/** What somebody typed before the page came alive stands in the field and nowhere else. */
export function useTypedBefore(
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  onTyped: (typed: string) => void,
): void {
  const take = useStable(onTyped);
  useLayoutEffect(() => {
    const typed = field.current?.value ?? "";
    if (typed !== "" && typed !== field.current?.defaultValue) take(typed);
  }, [field, take]);
}

"use client";

import { useEffect } from "react";
import { arriving } from "./arriving";

/** Fetches a part of the page once the page is alive, so that it is there when it is wanted. `load` stays the same. */
export function usePrepared(load: () => Promise<unknown>): void {
  useEffect(() => {
    void arriving(load);
  }, [load]);
}

"use client";

import { useEffect } from "react";
import { showTurn } from "./turn-place";

/** Opens the thread at the turn that the address ends in; `hold` keeps the column from going to its end. */
export function useAskedTurn(hold: () => void): void {
  useEffect(() => {
    const show = () => {
      if (window.location.hash === "") return;
      hold();
      showTurn(window.location.hash.slice(1));
    };
    show();
    window.addEventListener("hashchange", show);
    return () => window.removeEventListener("hashchange", show);
  }, [hold]);
}

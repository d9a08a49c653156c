"use client";

import { useId, useRef, useState } from "react";

/** State of a button that opens something, with what both sides need to know of each other. */
export function useDisclosure() {
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const id = useId();

  const change = (next: boolean) => {
    if (next) setUsed(true);
    setOpen(next);
  };

  return {
    open,
    /** True from the first time on: what loads late is mounted from then. */
    used,
    anchor,
    id,
    setOpen: change,
    button: {
      ref: anchor,
      "aria-haspopup": "dialog",
      "aria-expanded": open,
      ...(open ? { "aria-controls": id } : {}),
      "data-state": open ? "open" : "closed",
      onClick: () => change(!open),
    } as const,
  };
}

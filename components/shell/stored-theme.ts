"use client";

import { useSyncExternalStore } from "react";

/** Where the theme switch keeps its choice. */
const KEY = "theme";

/** No class: then the style sheet asks the system. */
const AS_SYSTEM = "";

const never = () => () => undefined;

function read(): string {
  try {
    const choice = localStorage.getItem(KEY);
    return choice === "light" || choice === "dark" ? choice : AS_SYSTEM;
  } catch {
    return AS_SYSTEM; // storage may be closed to us
  }
}

/** The class of the chosen theme, for a document that has no theme provider; the system's where none is known. */
export function useStoredTheme(): string {
  return useSyncExternalStore(never, read, () => AS_SYSTEM);
}

"use client";

import { useSyncExternalStore } from "react";

/** Where the theme switch keeps its choice. */
const KEY = "theme";

const never = () => () => undefined;

function read(): string {
  try {
    const choice = localStorage.getItem(KEY);
    return choice === "light" || choice === "dark" ? choice : "as-system";
  } catch {
    return "as-system"; // storage may be closed to us
  }
}

/** The class of the chosen theme, for a document that has no theme provider; the system's where none is known. */
export function useStoredTheme(): string {
  return useSyncExternalStore(never, read, () => "as-system");
}

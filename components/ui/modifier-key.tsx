"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** The key that makes a shortcut: the command sign on Apple's keyboards, "Ctrl " elsewhere. */
export function ModifierKey() {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "\u2318" : "Ctrl "),
    () => "Ctrl ",
  );
}

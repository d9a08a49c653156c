"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** The host of short notices, in the house look. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-center"
      // Its own style sheet names another face, and stands above ours.
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "flex w-full items-center gap-2 rounded-panel bg-ink px-3 py-2.5 text-13 text-paper shadow-float",
          // Pressed in the whole end of the notice, which a finger can find.
          actionButton: "-my-2.5 -mr-3 ml-auto px-3 py-2.5 underline underline-offset-2",
        },
      }}
    />
  );
}

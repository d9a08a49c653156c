"use client";

import clsx from "clsx";
import { Share2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { askToShare } from "./share-requests";

type ShareButtonProps = {
  sessionId: string | null;
  through: string | null;
  /** On a phone the bar has no room for it: there it stands at the foot of the thread. */
  place: "bar" | "foot";
};

/** Opens what is shared of the thread on screen, once something in it was answered. */
export function ShareButton({ sessionId, through, place }: ShareButtonProps) {
  if (sessionId === null || through === null) return null;
  return (
    <Button
      look="quiet"
      aria-haspopup="dialog"
      aria-label="Share"
      className={place === "bar" ? "max-sm:hidden" : "-ml-3 mb-4 sm:hidden"}
      onClick={() => askToShare({ sessionId, through })}
    >
      <Share2 size={14} aria-hidden />
      <span className={clsx(place === "bar" && "max-md:hidden")}>Share</span>
    </Button>
  );
}

"use client";

import { Share2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { askToShare } from "./share-requests";

type ShareButtonProps = { sessionId: string | null; through: string | null };

/** Opens what is shared of the thread on screen, once something in it was answered. */
export function ShareButton({ sessionId, through }: ShareButtonProps) {
  if (sessionId === null || through === null) return null;
  return (
    <Button
      look="quiet"
      aria-haspopup="dialog"
      aria-label="Share"
      className="max-sm:px-2"
      onClick={() => askToShare({ sessionId, through })}
    >
      <Share2 size={14} aria-hidden />
      <span className="max-md:hidden">Share</span>
    </Button>
  );
}

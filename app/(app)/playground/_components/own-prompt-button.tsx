"use client";

import { PencilLine } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { OwnPrompt } from "@/lib/prompts/prompt";

type OwnPromptButtonProps = { own: OwnPrompt; onEdit: (opener: HTMLElement) => void };

/** Opens the prompt of the reader's own that is chosen. */
export function OwnPromptButton({ own, onEdit }: OwnPromptButtonProps) {
  return (
    <Button
      look="quiet"
      aria-haspopup="dialog"
      aria-label={`Edit your prompt${own.title === "" ? "" : `: ${own.title}`}`}
      onClick={(event) => onEdit(event.currentTarget)}
      className="max-sm:px-2"
    >
      <PencilLine size={14} aria-hidden />
      <span className="max-md:hidden">Edit prompt</span>
    </Button>
  );
}

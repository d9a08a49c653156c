"use client";

import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { PreviewJob } from "@/lib/code-files/preview-job";
import { PreviewConsole } from "./preview-console";
import { usePreview } from "./use-preview";

const ENDED = {
  endless: "The preview stopped answering, so it was ended. Something in it seems to run without end.",
  failed: "The preview could not be loaded. Check the connection and try again.",
} as const;

/** A file as it looks and acts, in a frame that reaches nothing, with what it writes below. */
export function PreviewPane({ job }: { job: PreviewJob }) {
  const { place, phase, lines, written, again } = usePreview(job);
  const ended = phase === "endless" || phase === "failed" ? ENDED[phase] : null;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-48 flex-1">
        <div ref={place} className="absolute inset-0" aria-busy={phase === "starting"} />
        {phase === "starting" && (
          <p className="pointer-events-none absolute inset-x-0 top-0 animate-arrive p-3 text-13 text-faint [animation-delay:400ms]">
            Starting the preview
          </p>
        )}
        {ended !== null && (
          <div role="alert" className="absolute inset-0 grid place-content-center gap-3 p-6 text-14 text-soft">
            <p className="max-w-sm text-balance">{ended}</p>
            <Button className="justify-self-start" onClick={again}>
              <RotateCw size={14} aria-hidden />
              Run again
            </Button>
          </div>
        )}
      </div>
      <PreviewConsole lines={lines} written={written} />
    </div>
  );
}

"use client";

import { ExternalLink } from "lucide-react";
import { type Ref, useId } from "react";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Input } from "@/components/ui/input";
import type { Share } from "@/lib/sessions/share";
import { EndLink } from "./end-link";
import { listedWords, readWords } from "./share-words";

type LinkPanelProps = {
  link: Share;
  /** Turns that came after those it shows and are not chosen. */
  newer: number;
  onAddNewer: () => void;
  busy: boolean;
  onEnd: () => void;
  panel: Ref<HTMLElement>;
};

function NewerTurns({ newer, onAdd }: { newer: number; onAdd: () => void }) {
  if (newer === 0) return null;
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-13">
      {newer === 1 ? "1 newer turn is" : `${newer} newer turns are`} not part of this link.
      <Button size="small" onClick={onAdd}>
        {newer === 1 ? "Add it" : "Add them"}
      </Button>
    </p>
  );
}

/** A link that is live: to be copied and opened, what has become of it, and its end. */
export function LinkPanel({ link, newer, onAddNewer, busy, onEnd, panel }: LinkPanelProps) {
  const id = useId();
  const listed = listedWords(link);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-labelledby={id}
      className="mb-4 rounded-panel border border-line bg-paper p-3 outline-none"
    >
      <h3 id={id} className="text-13">
        This thread has a link
      </h3>
      <div className="mt-2 flex flex-wrap items-center gap-1">
        <Input
          readOnly
          value={link.shareUrl}
          aria-label="Link"
          onFocus={(event) => event.target.select()}
          className="min-w-0 flex-1 basis-56 font-mono text-12 max-sm:basis-full"
        />
        <CopyButton text={link.shareUrl} label="Copy link" />
        <Button asChild look="quiet" size="small">
          <a href={link.shareUrl} target="_blank" rel="noreferrer">
            <ExternalLink size={13} aria-hidden />
            Open
          </a>
        </Button>
      </div>
      <p className="mt-2 text-12 text-soft">
        {readWords(link)}
        {link.expiresAt === null ? "; it does not end by itself" : "; it ends "}
        {link.expiresAt !== null && <LocalTime iso={link.expiresAt} style="ahead" />}
        {listed !== null && `; ${listed}`}
      </p>
      <NewerTurns newer={newer} onAdd={onAddNewer} />
      <EndLink busy={busy} onEnd={onEnd} className="mt-3" />
    </section>
  );
}

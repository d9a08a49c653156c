"use client";

import { Button } from "./button";
import { CopyButton } from "./copy-button";

type MadeSecretProps = { text: string; onDone: () => void; lead: string };

/** Something that is shown this once, to be copied. */
export function MadeSecret({ text, onDone, lead }: MadeSecretProps) {
  return (
    <div role="status" className="rounded-panel border border-line bg-notice p-3">
      <p className="text-13">{lead}</p>
      <p className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-64 select-all break-all font-mono text-13">{text}</code>
        <CopyButton text={text} />
        <Button look="quiet" size="small" onClick={onDone}>
          Done
        </Button>
      </p>
    </div>
  );
}

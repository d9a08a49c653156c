"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { askToShare } from "@/components/shares/share-requests";
import { hrefWith } from "@/components/ui/href-with";
import { toast } from "@/components/ui/toast";
import type { ErrorBody } from "@/lib/errors";
import type { ExportFormat } from "@/lib/sessions/export-name";
import type { SessionSummary } from "@/lib/sessions/session";
import { changeSession } from "./change-session";

/** Half a second of waiting for the focus, at most. */
const FRAMES_MAX = 30;
const ROW =
  "finger flex h-8 w-full items-center rounded-control px-2 text-left text-13 hover:bg-sunken aria-disabled:opacity-55";

type SessionActionsProps = {
  session: SessionSummary;
  onRename: () => void;
  onDelete: () => void;
  onClose: () => void;
};

/** Why it is not kept, and where that can be had. */
function Refused({ error }: { error: ErrorBody }): ReactNode {
  if (error.error !== "plan_required") return error.message;
  return (
    <>
      Keeping a thread is part of PRPM+. Without it a thread goes 24 hours after its last turn.{" "}
      <Link href="/pricing" className="link whitespace-nowrap text-ink">
        See PRPM+
      </Link>
    </>
  );
}

const FORMATS = [
  { format: "md", words: "Markdown" },
  { format: "html", words: "HTML" },
  { format: "json", words: "JSON" },
] as const satisfies readonly { format: ExportFormat; words: string }[];

/** The thread as a file; of the session on screen the branch that is shown there. */
function Export({ sessionId, onClose }: { sessionId: string; onClose: () => void }) {
  const shown = useSearchParams();
  const run = shown.get("session") === sessionId ? (shown.get("run") ?? undefined) : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    <div role="group" aria-label="Export" className="flex items-center gap-0.5 pl-2 text-13">
      <span aria-hidden className="flex-1">
        Export
      </span>
      {FORMATS.map(({ format, words }) => (
        <a
          key={format}
          href={hrefWith(`/api/v1/playground/sessions/${sessionId}/export`, { format, run })}
          download
          onClick={onClose}
          className="finger flex h-8 items-center rounded-control px-2 text-12 text-soft hover:bg-sunken hover:text-ink"
        >
          {words}
        </a>
      ))}
    </div>
  );
}

function ShareRow({ sessionId, onClose }: { sessionId: string; onClose: () => void }) {
  const share = () => {
    onClose();
    // Of the session on screen the branch that is shown there.
    const shown = new URLSearchParams(window.location.search);
    const through = shown.get("session") === sessionId ? shown.get("run") : null;
    // After the keyboard is back on the button of this menu, so that it goes there again in the end.
    const ask = (framesLeft: number) => {
      const focused = document.activeElement;
      const isBack = focused !== document.body && focused?.closest("[role=dialog]") === null;
      if (isBack || framesLeft === 0) askToShare({ sessionId, through });
      else requestAnimationFrame(() => ask(framesLeft - 1));
    };
    ask(FRAMES_MAX);
  };
  return (
    <button type="button" className={ROW} aria-haspopup="dialog" onClick={share}>
      Share
    </button>
  );
}

/** What can be done with one session. */
export function SessionActions({ session, onRename, onDelete, onClose }: SessionActionsProps) {
  const [state, setState] = useState<{ busy: boolean; error: ErrorBody | null }>({ busy: false, error: null });
  const { saved } = session;

  const keep = async () => {
    if (state.busy) return;
    setState({ busy: true, error: null });
    const answer = await changeSession(session, { saved: !saved });
    setState({ busy: false, error: answer.ok ? null : answer.error });
    if (!answer.ok) return;
    onClose();
    toast(saved ? "No longer kept. It goes in 24 hours." : "Kept.");
  };

  return (
    <>
      <button type="button" className={ROW} onClick={onRename}>
        Rename
      </button>
      <button type="button" className={ROW} aria-disabled={state.busy} onClick={() => void keep()}>
        {saved ? "No longer keep" : "Keep"}
      </button>
      {state.error !== null && (
        <p role="alert" className="px-2 pt-1 pb-2 text-13 text-soft">
          <Refused error={state.error} />
        </p>
      )}
      <ShareRow sessionId={session.id} onClose={onClose} />
      <Export sessionId={session.id} onClose={onClose} />
      <button type="button" className={`${ROW} text-bad-ink hover:bg-bad-wash`} onClick={onDelete}>
        Delete
      </button>
    </>
  );
}

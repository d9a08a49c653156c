import { LateFilesOffer } from "@/components/code/late-files-offer";
import { Markdown } from "@/components/markdown/markdown";
import { filesOf } from "@/lib/code-files/files-of";
import type { StopReason } from "@/lib/runs/run";
import type { SharedRun } from "@/lib/sessions/shared-session";
import { CustomPrompt } from "./custom-prompt";
import { SharedReceipt } from "./shared-receipt";

const NOTES: Partial<Record<StopReason, string>> = {
  stopped: "It was stopped here.",
  max_tokens: "The budget ended the text here.",
  context_window: "The answer came to the end of what the model can hold.",
};

type SharedAnswerProps = {
  run: SharedRun;
  below: number;
  /** Shown as it is written. */
  isPlain: boolean;
  /** The answer above, or null above the first: its files are offered beside those. Without it none are. */
  above?: string | null | undefined;
};

/** An answer as it was given, how it ended and what it cost. */
export function SharedAnswer({ run, below, isPlain, above }: SharedAnswerProps) {
  const offersFiles = above !== undefined && filesOf(run.response).length > 0;
  const note = run.stopReason === null ? undefined : NOTES[run.stopReason];
  return (
    <>
      {run.omittedTurns > 0 && (
        <p className="mb-3 text-12 text-faint">
          The model did not read the oldest {run.omittedTurns === 1 ? "turn" : `${run.omittedTurns} turns`}.
        </p>
      )}
      <CustomPrompt prompt={run.prompt} />
      {isPlain ? (
        <pre className="whitespace-pre-wrap font-mono text-13 [overflow-wrap:anywhere]">{run.response}</pre>
      ) : (
        <Markdown text={run.response} below={below} />
      )}
      {note !== undefined && <p className="mt-4 text-13 text-soft">{note}</p>}
      <SharedReceipt run={run} />
      {offersFiles && (
        <div className="-mx-2 mt-1.5">
          <LateFilesOffer answer={run.response} previous={above} />
        </div>
      )}
    </>
  );
}

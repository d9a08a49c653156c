import { Markdown } from "@/components/markdown/markdown";
import { MODELS } from "@/lib/models/models";
import { findReportedContent } from "@/lib/sessions/list-reports.server";
import type { SharedTurn } from "@/lib/sessions/shared-session";

function Turn({ turn: { userInput, runs } }: { turn: SharedTurn }) {
  return (
    <li className="flex flex-col gap-3">
      <p className="wrap-anywhere whitespace-pre-wrap border-l-2 pl-3 text-14">{userInput}</p>
      {runs.map(({ lane, model, response, prompt }) => (
        <div key={lane} className="min-w-0">
          <p className="text-12 text-faint">{MODELS[model].label}</p>
          {prompt.kind === "custom" && prompt.text !== null && (
            <pre className="quiet-scroll my-2 max-h-60 overflow-auto whitespace-pre-wrap font-mono text-12 [overflow-wrap:anywhere]">
              {prompt.text}
            </pre>
          )}
          <Markdown text={response} below={2} />
        </div>
      ))}
    </li>
  );
}

/** What a reported link shows, word for word. */
export async function ReportedText({ shareId }: { shareId: string }) {
  const turns = (await findReportedContent(shareId))?.content?.turns;
  if (turns === undefined) return <p className="text-13 text-soft">Its text went with the link.</p>;
  return (
    <ol className="flex max-w-measure flex-col gap-6 rounded-panel border bg-sunken p-4">
      {turns.map((turn, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a snapshot does not change.
        <Turn key={at} turn={turn} />
      ))}
    </ol>
  );
}

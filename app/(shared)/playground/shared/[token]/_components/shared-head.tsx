import { LocalTime } from "@/components/local-time";
import { MadeWith } from "@/components/shares/made-with";
import type { SharedSession } from "@/lib/sessions/shared-session";

/** Title, and with what, on which model and when it was made. */
export function SharedHead({ shared }: { shared: SharedSession }) {
  const { turns, title, sharedAt, views, isYours } = shared;
  const runs = turns[0]?.runs ?? [];
  const [run] = runs;
  return (
    <header className="mb-10">
      <h1 dir="auto" className="wrap-anywhere text-28 font-strong">
        {title}
      </h1>
      <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-13 text-soft">
        {run !== undefined && runs.length === 1 && <MadeWith run={run} />}
        {runs.length > 1 && <span>{runs.length} answers compared</span>}
        <LocalTime iso={run?.createdAt ?? sharedAt} style="date" />
        {views > 0 && <span className="text-faint">read by {views === 1 ? "1 person" : `${views} people`}</span>}
      </p>
      {isYours && (
        <p className="mt-5 rounded-panel border bg-notice px-4 py-2.5 text-13">
          This is your link. Whoever has it can read this page.{" "}
          <a href="/sessions/links" className="link">
            Change or end it
          </a>
        </p>
      )}
    </header>
  );
}

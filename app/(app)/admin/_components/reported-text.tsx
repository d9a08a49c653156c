import { TurnReview } from "@/components/shares/turn-review";
import { findReportedContent } from "@/lib/sessions/find-reported-content.server";

/** What a reported link shows, word for word. */
export async function ReportedText({ shareId }: { shareId: string }) {
  const turns = (await findReportedContent(shareId))?.content?.turns;
  if (turns === undefined) return <p className="text-13 text-soft">Its text went with the link.</p>;
  return (
    <ol className="flex max-w-measure flex-col gap-6 rounded-panel border bg-sunken p-4">
      {turns.map((turn, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a snapshot does not change.
        <li key={at}>
          <TurnReview turn={turn} below={2} />
        </li>
      ))}
    </ol>
  );
}

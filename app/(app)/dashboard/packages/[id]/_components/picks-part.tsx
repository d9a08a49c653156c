import { formatCount } from "@/components/format";
import { countWords } from "@/components/insights/figure-words";
import { Part } from "@/components/insights/part";
import { SegmentedBar } from "@/components/ui/segmented-bar";
import { pickSentence } from "../../_components/figure-sentences";

type Picks = { wins: number; losses: number; ties: number };

/** Was it better than no prompt, by those who chose without seeing which was which? */
export function PicksPart({ picks, when }: { picks: Picks; when: string }) {
  const { wins, losses, ties } = picks;
  const words = `${formatCount(wins)} won, ${countWords(ties, "tie")}, ${formatCount(losses)} lost`;
  const lead = `${pickSentence(picks, when)} Counted are comparisons in which somebody else chose the best answer before they saw which was which.`;
  if (wins + losses + ties === 0) return <Part id="against" title="Against no prompt" lead={lead} />;
  return (
    <Part id="against" title="Against no prompt" lead={lead}>
      <div className="grid max-w-2xl grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-y py-2">
        <SegmentedBar
          segments={[
            { key: "wins", amount: wins, className: "bg-ink" },
            { key: "ties", amount: ties, className: "hatched bg-ink" },
          ]}
          total={wins + losses + ties}
          label={words}
          className="h-1.5"
        />
        <span aria-hidden className="figures text-12 text-soft">
          {words}
        </span>
      </div>
    </Part>
  );
}

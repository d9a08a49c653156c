import clsx from "clsx";
import { formatCount } from "@/components/format";
import { SegmentedBar } from "@/components/ui/segmented-bar";
import type { VersionVotes } from "@/lib/runs/run-feedback";

function Votes({ votes: { version, effective, notEffective } }: { votes: VersionVotes }) {
  const total = effective + notEffective;
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)_auto] items-center gap-x-4 border-b py-2 text-13">
      <span className="figures truncate">{version}</span>
      <SegmentedBar
        segments={[{ key: "effective", amount: effective, className: "bg-ink" }]}
        total={total}
        label={`${effective} of ${total} runs worked`}
        className="h-1.5"
      />
      <span className="figures text-12 text-soft">
        {formatCount(effective)} of {formatCount(total)} worked
      </span>
    </li>
  );
}

/** How many runs of each version worked, by those who ran them. */
export function VersionVotesList({ versions, className }: { versions: readonly VersionVotes[]; className?: string }) {
  return (
    <ul className={clsx("border-t", className)}>
      {versions.map((votes) => (
        <Votes key={votes.version} votes={votes} />
      ))}
    </ul>
  );
}

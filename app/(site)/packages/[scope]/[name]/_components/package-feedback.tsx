import { listFrom } from "@/app/_components/list-from";
import { formatCount } from "@/components/format";
import { LocalTime } from "@/components/local-time";
import { EmptyState } from "@/components/ui/empty-state";
import { SegmentedBar } from "@/components/ui/segmented-bar";
import type { PackageDetail } from "@/lib/packages/package";
import { listFeedback } from "@/lib/runs/list-feedback.server";
import type { PackageComment, VersionVotes } from "@/lib/runs/run-feedback";
import type { PackageAddress } from "./package-address";
import { PartPages } from "./part-pages";

const PAGE_SIZE = 20;

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

function Comment({ comment: { version, effective, comment, at } }: { comment: PackageComment }) {
  return (
    <li className="border-b py-3">
      <p className="wrap-anywhere whitespace-pre-wrap text-14">{comment}</p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-12 text-faint">
        <span className={effective ? "text-good-ink" : "text-bad-ink"}>{effective ? "worked" : "did not work"}</span>
        <span className="figures">v{version}</span>
        <LocalTime iso={at} style="date" />
      </p>
    </li>
  );
}

type PackageFeedbackProps = {
  item: PackageDetail;
  address: PackageAddress;
  hrefOf: (change: Record<string, string>) => string;
};

/** What people say of their runs, for those who look after the package. */
export async function PackageFeedback({ item, address: { cursor }, hrefOf }: PackageFeedbackProps) {
  const { items, nextCursor, versions } = await listFrom(cursor, (from) =>
    listFeedback({ packageId: item.id, limit: PAGE_SIZE, cursor: from }),
  );
  if (versions.length === 0) {
    return (
      <EmptyState title="Nobody has said anything yet">
        <p>
          Under each answer people can say whether it worked and what was missing. It is listed here for you, without
          names and inputs. A suggested input that shows {item.name} at its best brings the first runs.
        </p>
      </EmptyState>
    );
  }
  return (
    <section aria-label="What people say of their runs">
      <h2 className="text-16 font-strong">What people say of their runs</h2>
      <p className="mt-1 text-13 text-soft">
        Only you see this, without names and inputs. Runs of those who look after the package are left out.
      </p>
      <ul className="mt-4 border-t">
        {versions.map((votes) => (
          <Votes key={votes.version} votes={votes} />
        ))}
      </ul>
      <h3 className="mt-8 text-13 font-strong">Comments</h3>
      {items.length === 0 ? (
        <p className="mt-2 text-13 text-soft">No comments yet.</p>
      ) : (
        <ul className="mt-2 border-t">
          {items.map((comment) => (
            <Comment key={`${comment.at}${comment.comment}`} comment={comment} />
          ))}
        </ul>
      )}
      <PartPages
        first={cursor === undefined ? null : hrefOf({ tab: "feedback" })}
        next={nextCursor === null ? null : hrefOf({ tab: "feedback", cursor: nextCursor })}
      />
    </section>
  );
}

import { CommentList } from "@/app/_components/feedback/comment-list";
import { VersionVotesList } from "@/app/_components/feedback/version-votes";
import { listFrom } from "@/app/_components/list-from";
import { EmptyState } from "@/components/ui/empty-state";
import type { PackageDetail } from "@/lib/packages/package";
import { listFeedback } from "@/lib/runs/list-feedback.server";
import type { PackageAddress } from "./package-address";
import { PartPages } from "./part-pages";

const PAGE_SIZE = 20;

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
      <VersionVotesList versions={versions} className="mt-4" />
      <h3 className="mt-8 text-13 font-strong">Comments</h3>
      {items.length === 0 ? (
        <p className="mt-2 text-13 text-soft">No comments yet.</p>
      ) : (
        <CommentList comments={items} className="mt-2" />
      )}
      <PartPages
        first={cursor === undefined ? null : hrefOf({ tab: "feedback" })}
        next={nextCursor === null ? null : hrefOf({ tab: "feedback", cursor: nextCursor })}
      />
    </section>
  );
}

import { CommentList } from "@/app/_components/feedback/comment-list";
import { VersionVotesList } from "@/app/_components/feedback/version-votes";
import { listFrom } from "@/app/_components/list-from";
import { PageLink } from "@/app/_components/page-link";
import { Part } from "@/components/insights/part";
import { listFeedback } from "@/lib/runs/list-feedback.server";
import type { VersionVotes } from "@/lib/runs/run-feedback";

const PAGE_SIZE = 20;

type CommentsProps = { packageId: string; cursor: string | string[] | undefined; hrefOf: (cursor?: string) => string };

async function Comments({ packageId, cursor, hrefOf }: CommentsProps) {
  const { items, nextCursor } = await listFrom(cursor, (from) =>
    listFeedback({ packageId, limit: PAGE_SIZE, cursor: from }),
  );
  return (
    <>
      <h3 className="mt-6 text-13 font-strong">Comments</h3>
      {items.length === 0 ? (
        <p className="mt-2 text-13 text-soft">No comments yet.</p>
      ) : (
        <CommentList comments={items} className="mt-2" />
      )}
      <nav aria-label="Pages of comments" className="mt-4 flex gap-2 empty:hidden">
        {cursor !== undefined && <PageLink href={hrefOf()}>Newest</PageLink>}
        {nextCursor !== null && <PageLink href={hrefOf(nextCursor)}>Earlier</PageLink>}
      </nav>
    </>
  );
}

type FeedbackPartProps = CommentsProps & { votes: readonly VersionVotes[]; manages: boolean };

/** Whether its runs worked, by those who ran them. Their comments were written for those who look after the package. */
export function FeedbackPart({ votes, manages, ...comments }: FeedbackPartProps) {
  if (votes.length === 0) {
    return (
      <Part
        id="votes"
        title="Did it work?"
        lead="Nobody has said yet. Under each answer people can say whether it worked, and what was missing."
      />
    );
  }
  const lead = manages
    ? "What people say of their runs since the beginning, without names and inputs."
    : "What people say of their runs since the beginning. Their comments are for those who look after the package.";
  return (
    <Part id="votes" title="Did it work?" lead={lead}>
      <VersionVotesList versions={votes} />
      {manages && <Comments {...comments} />}
    </Part>
  );
}

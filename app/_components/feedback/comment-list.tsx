import clsx from "clsx";
import { LocalTime } from "@/components/local-time";
import type { PackageComment } from "@/lib/runs/run-feedback";

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

/** What people wrote to a package's author of their runs: not whose it is, nor what was run. */
export function CommentList({ comments, className }: { comments: readonly PackageComment[]; className?: string }) {
  return (
    <ul className={clsx("border-t", className)}>
      {comments.map((comment) => (
        <Comment key={`${comment.at}${comment.comment}`} comment={comment} />
      ))}
    </ul>
  );
}

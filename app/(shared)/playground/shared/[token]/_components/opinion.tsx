import type { SharedSession } from "@/lib/sessions/shared-session";
import { Report } from "./report";
import { Vote } from "./vote";

/** At the end of the text: what readers make of it. Its author sees the counts and does not vote. */
export function Opinion({ token, shared }: { token: string; shared: SharedSession }) {
  const { helpful, notHelpful, yourVote, isYours } = shared;
  return (
    <footer className="flex flex-wrap items-center gap-x-6 gap-y-3 border-t pt-4 text-13 text-soft">
      {isYours ? (
        <p>
          {helpful} found it helpful, {notHelpful} did not.
        </p>
      ) : (
        <>
          <Vote token={token} first={{ helpful, notHelpful, yourVote }} />
          <Report token={token} />
        </>
      )}
    </footer>
  );
}

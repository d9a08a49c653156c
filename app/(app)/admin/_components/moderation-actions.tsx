import type { ReportedShare } from "@/lib/sessions/reported-share";
import { BanButton } from "./ban-button";
import { ReasonButton } from "./reason-button";

type LinkProps = { link: ReportedShare };

function TakeDown({ link: { shareId, title } }: LinkProps) {
  return (
    <ReasonButton
      words="Take down"
      about={title}
      title="Take this link down?"
      effect="Nobody can read it from now on, and forks no longer show what they took from it. Its open reports are settled."
      look="danger"
      path={`/api/v1/admin/shares/${shareId}/take-down`}
      reason="shown"
      said="Taken down. Its author is told why."
    />
  );
}

function Restore({ link: { shareId, title } }: LinkProps) {
  return (
    <ReasonButton
      words="Restore"
      about={title}
      title="Restore this link?"
      effect="Everybody who has the link can read it again, and so can those who forked it."
      path={`/api/v1/admin/shares/${shareId}/restore`}
      reason="optional"
      said="The link works again."
    />
  );
}

function Dismiss({ link: { shareId, title } }: LinkProps) {
  return (
    <ReasonButton
      words="Dismiss reports"
      about={title}
      title="Dismiss the reports about this link?"
      effect="The link stays as it is. Readers can report it again."
      path={`/api/v1/admin/reports/${shareId}/dismiss`}
      reason="optional"
      said="Reports dismissed."
    />
  );
}

function Hide({ link: { shareId, title, hidden } }: LinkProps) {
  return (
    <ReasonButton
      words={hidden ? "List again" : "Hide from the list"}
      about={title}
      title={hidden ? "List this link again?" : "Hide this link from its package's list?"}
      effect={
        hidden
          ? "It may stand on its package's page again, if its author wants that."
          : "It no longer stands on its package's page. The link itself goes on."
      }
      path={`/api/v1/admin/shares/${shareId}/${hidden ? "unhide" : "hide"}`}
      reason="optional"
      said={hidden ? "Listed again." : "Hidden from the list."}
    />
  );
}

/** What an operator can do about a link, as it stands now. */
export function ModerationActions({ link }: LinkProps) {
  const { status, count, listed, hidden, owner } = link;
  return (
    <div className="flex flex-wrap gap-2">
      {status !== "taken_down" && <TakeDown link={link} />}
      {status === "taken_down" && <Restore link={link} />}
      {count > 0 && <Dismiss link={link} />}
      {status === "live" && (listed || hidden) && <Hide link={link} />}
      <BanButton user={owner} />
    </div>
  );
}

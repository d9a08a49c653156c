import { LocalTime } from "@/components/local-time";
import { listedWords } from "@/components/shares/share-words";
import type { Share } from "@/lib/sessions/share";

/** What has become of a link: live and until when, expired, or taken down and why. */
export function LinkStatus({ link }: { link: Share }) {
  const { status, expiresAt, takenDownReason } = link;
  if (status === "taken_down") {
    return (
      <>
        <span className="text-bad-ink">taken down</span>
        {takenDownReason !== null && <span className="wrap-anywhere">Reason: {takenDownReason}</span>}
      </>
    );
  }
  if (status === "expired") {
    return <span>expired {expiresAt !== null && <LocalTime iso={expiresAt} style="dated" />}</span>;
  }
  const listed = listedWords(link);
  return (
    <>
      <span className="text-good-ink">live</span>
      <span>
        {expiresAt === null ? (
          "does not end"
        ) : (
          <>
            ends <LocalTime iso={expiresAt} style="ahead" />
          </>
        )}
      </span>
      {listed !== null && <span>{listed}</span>}
    </>
  );
}

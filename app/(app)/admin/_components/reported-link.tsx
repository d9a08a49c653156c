import Link from "next/link";
import { packageHref } from "@/components/packages/package-words";
import { Mark } from "@/components/ui/mark";
import { reportWord } from "@/lib/moderation/report-category";
import type { OpenReport, ReportedShare } from "@/lib/sessions/reported-share";
import { type AdminQuery, adminHref } from "./admin-query";
import { ExactTime } from "./exact-time";
import { ModerationActions } from "./moderation-actions";
import { ReportedText } from "./reported-text";

function Heading({ link }: { link: ReportedShare }) {
  const { title, url, status, listed, hidden } = link;
  return (
    <h2 className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-14 font-strong">
      {status === "live" ? (
        <a href={url} target="_blank" rel="noreferrer" className="link wrap-anywhere min-w-0">
          {title}
          <span className="sr-only"> (opens in a new tab)</span>
        </a>
      ) : (
        <span className="wrap-anywhere min-w-0">{title === "" ? "A link that has ended" : title}</span>
      )}
      {status === "taken_down" && <Mark tone="bad">Taken down</Mark>}
      {status === "over" && <Mark>Nobody can read it any more</Mark>}
      {listed && !hidden && <Mark>Listed</Mark>}
      {hidden && <Mark>Hidden from lists</Mark>}
    </h2>
  );
}

function Facts({ link: { owner, package: used, at } }: { link: ReportedShare }) {
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-12 text-faint">
      <Link href={`/admin/users/${owner.id}`} className="link wrap-anywhere text-soft">
        {owner.email}
      </Link>
      {owner.isBanned && <span className="text-bad-ink">banned from sharing</span>}
      {used !== null && (
        <Link href={packageHref(used)} className="link wrap-anywhere">
          {used.scope}/{used.name}
        </Link>
      )}
      <span className="figures">
        <ExactTime iso={at} />
      </span>
    </p>
  );
}

function ReportLine({ report: { category, comment, byCheck, createdAt } }: { report: OpenReport }) {
  return (
    <li className="border-l-2 pl-3">
      <p className="flex flex-wrap gap-x-3 text-13">
        {reportWord(category)}
        <span className="figures text-12 text-faint">
          {byCheck && "flagged by the check, "}
          <ExactTime iso={createdAt} />
        </span>
      </p>
      {comment !== null && <p className="wrap-anywhere whitespace-pre-wrap text-13 text-soft">{comment}</p>}
    </li>
  );
}

function Reports({ link: { count, reports, takenDownReason } }: { link: ReportedShare }) {
  return (
    <>
      {takenDownReason !== null && (
        <p className="wrap-anywhere text-13 text-soft">Told to the author: {takenDownReason}</p>
      )}
      {count > 0 && (
        <>
          <p className="text-12 text-faint">{count === 1 ? "1 open report" : `${count} open reports`}</p>
          <ul className="flex flex-col gap-2">
            {reports.map((report, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once, on the server.
              <ReportLine key={at} report={report} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** One link: what it is, what is reported about it, its text on request, and what can be done. */
export function ReportedLink({ link, query }: { link: ReportedShare; query: AdminQuery }) {
  const { shareId, title } = link;
  const { share, ...rest } = query;
  const isRead = share === shareId;
  return (
    <li id={shareId} className="flex scroll-mt-20 flex-col gap-2 border-b py-4">
      <Heading link={link} />
      <Facts link={link} />
      <Reports link={link} />
      <p className="text-13">
        <Link
          href={`${adminHref(isRead ? rest : { ...query, share: shareId })}#${shareId}`}
          className="link finger"
          aria-label={`${isRead ? "Close" : "Read here"}: ${title}`}
        >
          {isRead ? "Close" : "Read here"}
        </Link>
      </p>
      {isRead && <ReportedText shareId={shareId} />}
      <ModerationActions link={link} />
    </li>
  );
}

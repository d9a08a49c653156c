import Link from "next/link";
import { listFrom } from "@/app/_components/list-from";
import { type AuditEntry, listAuditActions, listAuditLog } from "@/lib/accounts/audit-log.server";
import { type AdminQuery, adminHref } from "./admin-query";
import { AuditFilter } from "./audit-filter";
import { auditActor, auditVerb } from "./audit-words";
import { ExactTime } from "./exact-time";
import { ListEnd } from "./list-end";
import { ZoneNote } from "./zone-note";

const PAGE_SIZE = 50;

/** Whom or what it was done to: a way to it while it is there, else the id that was written. */
function Subject({ entry: { subject, subjectKind, subjectName } }: { entry: AuditEntry }) {
  if (subjectKind === null) return <span className="figures text-12">{subject}</span>;
  const tab = subjectKind === "user" ? "users" : "organizations";
  return (
    <>
      <Link href={adminHref({ tab, q: subject })} className="link">
        {subjectKind === "user" ? subject : `@${subject}`}
      </Link>
      {subjectName !== null && <span className="text-soft"> {subjectName}</span>}
    </>
  );
}

function Line({ entry }: { entry: AuditEntry }) {
  const { action, actor, details, createdAt } = entry;
  const reason = details["reason"];
  return (
    <li className="grid gap-x-4 border-b py-2 sm:grid-cols-[11.5rem_minmax(0,1fr)]">
      <p className="figures text-12 text-faint sm:pt-0.5">
        <ExactTime iso={createdAt} />
      </p>
      <div className="min-w-0">
        <p className="wrap-anywhere text-13">
          {auditActor(actor, details)} <span className="text-soft">{auditVerb(action, details)}</span>{" "}
          <Subject entry={entry} />
        </p>
        {typeof reason === "string" && <p className="wrap-anywhere text-12 text-faint">{reason}</p>}
      </div>
    </li>
  );
}

/** What admins did, newest first, also one kind of it alone. Entries are never changed. */
export async function AuditTab({ query }: { query: AdminQuery }) {
  const { action, cursor } = query;
  const [{ items, nextCursor }, known] = await Promise.all([
    listFrom(cursor, (from) => listAuditLog({ cursor: from, action, limit: PAGE_SIZE })),
    listAuditActions(),
  ]);
  const nothing = action === undefined ? "Nothing has been done yet." : "Nothing of this kind has been done yet.";
  return (
    <>
      {(known.length > 0 || action !== undefined) && <AuditFilter current={action} known={known} />}
      {items.length > 0 && (
        <ul className="mt-3 border-t">
          {items.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {items.length > 0 && <ZoneNote className="mt-2" />}
      <ListEnd query={query} count={items.length} nextCursor={nextCursor} nothing={nothing} />
    </>
  );
}

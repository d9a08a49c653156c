import { listFrom } from "@/app/_components/list-from";
import { LocalTime } from "@/components/local-time";
import { type AuditEntry, listAuditLog } from "@/lib/accounts/audit-log.server";
import type { AdminQuery } from "./admin-query";
import { auditVerb } from "./audit-words";
import { ListEnd } from "./list-end";

const PAGE_SIZE = 50;

function Line({ entry: { action, actor, subject, details, createdAt } }: { entry: AuditEntry }) {
  const reason = details["reason"];
  return (
    <li className="grid gap-x-4 border-b py-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <p className="figures text-12 text-faint sm:pt-0.5">
        <LocalTime iso={createdAt} />
      </p>
      <div className="min-w-0">
        <p className="break-words text-13">
          {actor ?? "The operator"} <span className="text-soft">{auditVerb(action, details)}</span> {subject}
        </p>
        {typeof reason === "string" && <p className="break-words text-12 text-faint">{reason}</p>}
      </div>
    </li>
  );
}

/** What admins did, newest first. Entries are never changed. */
export async function AuditTab({ query }: { query: AdminQuery }) {
  const { items, nextCursor } = await listFrom(query.cursor, (cursor) => listAuditLog({ cursor, limit: PAGE_SIZE }));
  return (
    <>
      {items.length > 0 && (
        <ul>
          {items.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <ListEnd query={query} count={items.length} nextCursor={nextCursor} nothing="Nothing has been done yet." />
    </>
  );
}

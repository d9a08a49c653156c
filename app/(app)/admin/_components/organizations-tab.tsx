import { listFrom } from "@/app/_components/list-from";
import { LocalTime } from "@/components/local-time";
import { formatMembers } from "@/components/organizations/organization-words";
import { type OrganizationRecord, searchOrganizations } from "@/lib/accounts/search-organizations.server";
import type { AdminQuery } from "./admin-query";
import { ListEnd } from "./list-end";
import { SearchForm } from "./search-form";
import { VerifySwitch } from "./verify-switch";

const PAGE_SIZE = 50;

function Line({ organization }: { organization: OrganizationRecord }) {
  const { id, slug, name, members, verified, verifiedAt, createdAt } = organization;
  return (
    <li className="flex items-center gap-4 border-b py-2">
      <div className="grid min-w-0 flex-1 items-baseline gap-x-4 sm:grid-cols-[minmax(0,1fr)_7rem_13rem]">
        <p className="flex min-w-0 flex-col text-14 sm:flex-row sm:items-baseline sm:gap-2">
          <span className="truncate">{name}</span>
          <span className="figures truncate text-12 text-faint sm:min-w-24">@{slug}</span>
        </p>
        <p className="text-12 text-soft">{formatMembers(members)}</p>
        <p className="text-12 text-faint">
          {verifiedAt === null ? "made " : "verified "}
          <LocalTime iso={verifiedAt ?? createdAt} style="date" />
        </p>
      </div>
      <VerifySwitch organization={{ id, slug, members, verified }} />
    </li>
  );
}

/** All organisations, newest first, each with its verified flag. */
export async function OrganizationsTab({ query }: { query: AdminQuery }) {
  const { q, cursor } = query;
  const { items, nextCursor } = await listFrom(cursor, (from) =>
    searchOrganizations({ q: q?.toLowerCase(), cursor: from, limit: PAGE_SIZE }),
  );
  return (
    <>
      <SearchForm query={query} label="Name or handle" />
      {items.length > 0 && (
        <>
          <p className="mt-5 flex justify-end border-b pb-1 text-12 text-faint">Verified</p>
          <ul>
            {items.map((organization) => (
              <Line key={organization.id} organization={organization} />
            ))}
          </ul>
        </>
      )}
      <ListEnd
        query={query}
        count={items.length}
        nextCursor={nextCursor}
        nothing={q === undefined ? "Nobody has made an organisation yet." : `No organisation is called ${q}.`}
      />
    </>
  );
}

import Link from "next/link";
import { formatMembers, ROLE_WORDS } from "@/components/organizations/organization-words";
import { Mark } from "@/components/ui/mark";
import type { OwnOrganization } from "@/lib/accounts/organization";
import { NewOrganizationForm } from "./new-organization-form";

function OrganizationLine({ organization }: { organization: OwnOrganization }) {
  const { slug, name, role, members, verified } = organization;
  return (
    <li className="border-b">
      <Link
        href={`/organizations/${slug}`}
        className="finger -mx-2 flex flex-wrap items-center gap-x-4 gap-y-1 px-2 py-2.5 hover:bg-sunken"
      >
        <span className="min-w-0 flex-1 basis-48">
          <span className="block truncate text-14">{name}</span>
          <span className="figures block truncate text-12 text-faint">@{slug}</span>
        </span>
        <span className="flex items-center gap-3 text-12 text-soft">
          {verified && <Mark tone="good">Verified</Mark>}
          {ROLE_WORDS[role]}, {formatMembers(members)}
        </span>
      </Link>
    </li>
  );
}

/** The organisations that a user belongs to, and the form that makes one. */
export function Organizations({ organizations }: { organizations: readonly OwnOrganization[] }) {
  return (
    <div className="flex flex-col gap-5">
      {organizations.length === 0 ? (
        <p className="text-13 text-soft">
          You belong to none. Make one, or open an invitation link that you were sent.
        </p>
      ) : (
        <ul className="border-t">
          {organizations.map((organization) => (
            <OrganizationLine key={organization.id} organization={organization} />
          ))}
        </ul>
      )}
      <NewOrganizationForm />
    </div>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { listFrom } from "@/app/_components/list-from";
import { Page } from "@/app/_components/page";
import { Section } from "@/app/_components/section";
import { requireViewer } from "@/app/_components/signed-in";
import { formatMembers, ROLE_WORDS } from "@/components/organizations/organization-words";
import { Button } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import { listInvitations } from "@/lib/accounts/invitations.server";
import { canInvite, type OwnOrganization } from "@/lib/accounts/organization";
import { listMembers } from "@/lib/accounts/organization-members.server";
import { findOwnOrganization } from "@/lib/accounts/organizations.server";
import { currentViewer } from "@/lib/auth/viewer.server";
import { now } from "@/lib/clock";
import { Benefits } from "../_components/benefits";
import { Invitations } from "./_components/invitations";
import { Leave } from "./_components/leave";
import { Members } from "./_components/members";

const PAGE_SIZE = 50;

/** Read once a request, for the title and for the page. Null for everybody but members. */
const findShown = cache(async (slug: string): Promise<OwnOrganization | null> => {
  const viewer = await currentViewer();
  return viewer !== null && /^[a-z0-9-]+$/.test(slug) ? await findOwnOrganization(viewer.id, slug) : null;
});

export async function generateMetadata({ params }: PageProps<"/organizations/[slug]">): Promise<Metadata> {
  const organization = await findShown((await params).slug);
  return { title: organization?.name ?? "Not found" };
}

function Lead({ organization: { slug, members, role, verified } }: { organization: OwnOrganization }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="figures min-w-0 break-all text-14">@{slug}</span>
      {verified ? <Mark tone="good">Verified</Mark> : <Mark>Not verified</Mark>}
      <span className="text-14">
        {formatMembers(members)}, you are {role === "member" ? "a member" : `an ${ROLE_WORDS[role].toLowerCase()}`}
      </span>
    </span>
  );
}

export default async function OrganizationPage({ params, searchParams }: PageProps<"/organizations/[slug]">) {
  const { slug } = await params;
  const viewer = await requireViewer(`/organizations/${slug}`);
  const { cursor } = await searchParams;
  const organization = await findShown(slug);
  if (organization === null) notFound();
  const invites = canInvite(organization.role, "member");
  const { role, owners } = organization;
  const manager = { userId: viewer.id, role, isOnlyOwner: role === "owner" && owners === 1 };
  const [page, invitations] = await Promise.all([
    listFrom(cursor, (from) =>
      listMembers({ slug, viewerId: viewer.id, limit: PAGE_SIZE, ...(from ? { cursor: from } : {}) }),
    ),
    invites ? listInvitations({ slug, actorId: viewer.id, now: now() }) : [],
  ]);
  return (
    <Page title={organization.name} lead={<Lead organization={organization} />}>
      <Section id="members" title="Members" lead="Who belongs here, and what they may do.">
        <Members slug={slug} members={page.items} viewer={manager} />
        {page.nextCursor !== null && (
          <Button asChild className="mt-4">
            <Link href={`/organizations/${slug}?cursor=${encodeURIComponent(page.nextCursor)}`}>More members</Link>
          </Button>
        )}
      </Section>
      {invites && (
        <Section
          id="invitations"
          title="Invitations"
          lead="Anyone who has a link can join by it, until it ends or is used up."
        >
          <Invitations slug={slug} role={role} invitations={invitations} />
        </Section>
      )}
      <Section id="brings" title="What it brings">
        <Benefits slug={slug} verified={organization.verified} />
      </Section>
      <Section id="leave" title="Leave" lead="Packages you published stay with the organisation.">
        <Leave organization={organization} userId={viewer.id} />
      </Section>
    </Page>
  );
}

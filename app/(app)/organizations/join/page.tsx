import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "@/app/_components/page";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import { findInvitation } from "@/lib/accounts/accept-invitation.server";
import type { InvitationOffer } from "@/lib/accounts/organization";
import { findOwnOrganization } from "@/lib/accounts/organizations.server";
import { currentViewer } from "@/lib/auth/viewer.server";
import { now } from "@/lib/clock";
import { Benefits } from "../_components/benefits";
import { JoinButton } from "./_components/join-button";

export const metadata: Metadata = { title: "Join", robots: { index: false }, referrer: "no-referrer" };

type ActionProps = { token: string; slug: string; name: string; viewerId: string | null };

/** What this visitor can do with the link: sign in first, go to what they belong to already, or join. */
async function Action({ token, slug, name, viewerId }: ActionProps) {
  if (viewerId === null) {
    const back = `/organizations/join?token=${encodeURIComponent(token)}`;
    return (
      <Button asChild look="primary" size="large">
        <Link href={`/sign-in?callbackUrl=${encodeURIComponent(back)}`}>Sign in to join</Link>
      </Button>
    );
  }
  if ((await findOwnOrganization(viewerId, slug)) !== null) {
    return (
      <>
        <p className="text-14">You belong to it already.</p>
        <Button asChild>
          <Link href={`/organizations/${slug}`}>Open the organisation</Link>
        </Button>
      </>
    );
  }
  return <JoinButton token={token} name={name} />;
}

function Lead({ offer: { organization, invitedBy, role } }: { offer: InvitationOffer }) {
  const { name, handle } = invitedBy;
  return (
    <span className="break-words">
      {name === null ? "" : `${name}, `}
      <span className="figures text-14">@{handle}</span>
      {name === null ? " " : ", "}
      invites you to <span className="figures text-14">@{organization.slug}</span> as{" "}
      {role === "admin" ? "an admin" : "a member"}.{" "}
      {organization.verified ? <Mark tone="good">Verified</Mark> : <Mark>Not verified</Mark>}
    </span>
  );
}

export default async function JoinPage({ searchParams }: PageProps<"/organizations/join">) {
  const { token } = await searchParams;
  const viewer = await currentViewer();
  const viewerId = viewer?.id ?? null;
  const offer = typeof token === "string" ? await findInvitation({ token, viewerId, now: now() }) : null;
  if (offer === null || typeof token !== "string") notFound();
  const { slug, name, verified } = offer.organization;
  return (
    <Page title={`Join ${name}`} lead={<Lead offer={offer} />} width="narrow">
      <h2 className="mb-3 text-14 font-strong">What it brings</h2>
      <Benefits slug={slug} verified={verified} />
      <div className="mt-6 flex flex-wrap items-center gap-4">
        <Action token={token} slug={slug} name={name} viewerId={viewerId} />
      </div>
      <p className="mt-4 text-12 text-faint">
        Its owners and admins see your name, handle and e-mail address; other members your name and handle. The link
        ends <LocalTime iso={offer.expiresAt} style="ahead" />.
      </p>
    </Page>
  );
}

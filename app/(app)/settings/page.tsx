import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "@/app/_components/page";
import { Section } from "@/app/_components/section";
import { requireViewer } from "@/app/_components/signed-in";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { getDeletionFacts } from "@/lib/account-data/get-deletion-facts.server";
import { listApiTokens } from "@/lib/accounts/api-tokens.server";
import { listOwnOrganizations } from "@/lib/accounts/organizations.server";
import { isRecentSignIn } from "@/lib/auth/recent-sign-in.server";
import { paymentOptions } from "@/lib/billing/payment-options.server";
import { getSubscription } from "@/lib/billing/subscription.server";
import { now } from "@/lib/clock";
import { MONTHLY_CREDITS } from "@/lib/credits/credits";
import { ApiTokens } from "./_components/api-tokens";
import { Billing } from "./_components/billing";
import { DeleteAccount } from "./_components/delete-account";
import { ExportData } from "./_components/export-data";
import { Organizations } from "./_components/organizations";
import { SignOutEverywhere } from "./_components/sign-out-everywhere";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const viewer = await requireViewer("/settings");
  const at = now();
  const [tokens, organizations, subscription, deletion] = await Promise.all([
    listApiTokens(viewer.id),
    listOwnOrganizations(viewer.id),
    getSubscription(viewer.id),
    getDeletionFacts(viewer.id, at),
  ]);
  const profile = [
    ["Name", viewer.name ?? "not given"],
    ["E-mail", viewer.email],
    ["Handle", viewer.handle],
  ] as const;
  return (
    <Page title="Settings">
      <Section id="profile" title="Profile" lead="As your sign-in provider gave it.">
        <dl className="grid grid-cols-[6rem_1fr] gap-y-1.5 text-14">
          {profile.map(([term, value]) => (
            <div key={term} className="contents">
              <dt className="text-faint">{term}</dt>
              <dd className="truncate">{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section
        id="billing"
        title="Plan and billing"
        lead={
          <>
            What you bought and were billed is under{" "}
            <Link href="/credits#receipts" className="link">
              purchases and invoices
            </Link>
            .
          </>
        }
      >
        <Billing state={subscription} plan={viewer.plan} isOpen={paymentOptions().plus} />
      </Section>
      <Section id="theme" title="Theme">
        <span className="inline-block">
          <ThemeSwitch />
        </span>
      </Section>
      <Section
        id="organizations"
        title="Organisations"
        lead={`People who publish under one name. Members of a verified one get ${MONTHLY_CREDITS} credits a month.`}
      >
        <Organizations organizations={organizations} />
      </Section>
      <Section
        id="tokens"
        title="API tokens"
        lead="For scripts and tools. A token acts as you, credits included, until it ends or you revoke it."
      >
        <ApiTokens tokens={tokens} />
      </Section>
      <Section
        id="signed-in"
        title="Signed in"
        lead="Ends every session of yours, on this device and all others. API tokens keep working."
      >
        <SignOutEverywhere />
      </Section>
      <Section id="your-data" title="Your data" lead="Everything that is kept about you, in a file.">
        <ExportData />
      </Section>
      <Section
        id="delete-account"
        title="Delete account"
        lead="For good: nobody can bring it back, and credits that are left are lost."
      >
        <DeleteAccount facts={deletion} email={viewer.email} signedInLately={isRecentSignIn(viewer, at)} />
      </Section>
    </Page>
  );
}

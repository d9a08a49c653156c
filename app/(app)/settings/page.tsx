import type { Metadata } from "next";
import { Page } from "@/app/_components/page";
import { Section } from "@/app/_components/section";
import { requireViewer } from "@/app/_components/signed-in";
import { PLAN_WORDS } from "@/components/credits/credit-words";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { listApiTokens } from "@/lib/accounts/api-tokens.server";
import { listOwnOrganizations } from "@/lib/accounts/organizations.server";
import { MONTHLY_CREDITS } from "@/lib/credits/credits";
import { ApiTokens } from "./_components/api-tokens";
import { Organizations } from "./_components/organizations";
import { SignOutEverywhere } from "./_components/sign-out-everywhere";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const viewer = await requireViewer("/settings");
  const [tokens, organizations] = await Promise.all([listApiTokens(viewer.id), listOwnOrganizations(viewer.id)]);
  const profile = [
    ["Name", viewer.name ?? "not given"],
    ["E-mail", viewer.email],
    ["Handle", viewer.handle],
    ["Plan", PLAN_WORDS[viewer.plan]],
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
      <Section id="look" title="Look">
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
    </Page>
  );
}

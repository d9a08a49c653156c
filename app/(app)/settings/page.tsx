import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { PLAN_WORDS } from "@/components/credits/credit-words";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { listApiTokens } from "@/lib/accounts/api-tokens.server";
import { ApiTokens } from "./_components/api-tokens";
import { SignOutEverywhere } from "./_components/sign-out-everywhere";

export const metadata: Metadata = { title: "Settings" };

function Section({ id, title, lead, children }: { id: string; title: string; lead?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-x-12 gap-y-4 border-t py-8 lg:grid-cols-[16rem_1fr]">
      <div>
        <h2 id={id} className="text-14 font-strong">
          {title}
        </h2>
        {lead !== undefined && <p className="mt-1 text-13 text-soft">{lead}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

export default async function SettingsPage() {
  const viewer = await requireViewer("/settings");
  const tokens = await listApiTokens(viewer.id);
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

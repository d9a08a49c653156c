import type { ReactNode } from "react";
import { ArrivalNotice } from "@/components/billing/arrival-notice";
import { PlaceTracker } from "@/components/billing/place-tracker";
import { Footer } from "@/components/shell/footer";
import { Frame } from "@/components/shell/frame";
import { Header } from "@/components/shell/header";
import { SiteNotice } from "@/components/shell/site-notice";
import { SkipLink } from "@/components/shell/skip-link";
import { ToastHost } from "@/components/ui/toast-host";
import { currentViewer } from "@/lib/auth/viewer.server";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { env } from "@/lib/env.server";

/** What surrounds every page: skip link, header, the installation's notice if it has one, footer, short notices, and word of a payment. */
export async function Shell({ children }: { children: ReactNode }) {
  const viewer = await currentViewer();
  const credits = viewer === null ? null : await getCreditSummary(viewer.id);
  const { SITE_NOTICE } = env();
  const shown = viewer && { name: viewer.name, email: viewer.email, plan: viewer.plan, isAdmin: viewer.isAdmin };
  const head = (
    <>
      <SkipLink />
      <Header viewer={shown} credits={credits} />
      {SITE_NOTICE !== undefined && <SiteNotice text={SITE_NOTICE} />}
      <ArrivalNotice rendered={credits} />
    </>
  );
  return (
    <>
      <Frame head={head} footer={<Footer />}>
        {children}
      </Frame>
      <ToastHost />
      <PlaceTracker />
    </>
  );
}

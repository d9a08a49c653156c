import type { ReactNode } from "react";
import { Footer } from "@/components/shell/footer";
import { Header } from "@/components/shell/header";
import { SiteNotice } from "@/components/shell/site-notice";
import { SkipLink } from "@/components/shell/skip-link";
import { ToastHost } from "@/components/ui/toast-host";
import { currentViewer } from "@/lib/auth/viewer.server";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { env } from "@/lib/env.server";

/**
 * What surrounds every page. A page that holds an element marked `data-workbench` fills the window exactly and has no
 * footer; every other page scrolls.
 */
export async function Shell({ children }: { children: ReactNode }) {
  const viewer = await currentViewer();
  const credits = viewer === null ? null : await getCreditSummary(viewer.id);
  const { SITE_NOTICE } = env();
  return (
    <div className="group/shell flex min-h-dvh flex-col has-data-workbench:h-(--window-height,100dvh) has-data-workbench:min-h-0">
      <SkipLink />
      <Header
        viewer={viewer === null ? null : { name: viewer.name, email: viewer.email, plan: viewer.plan }}
        credits={credits}
      />
      {SITE_NOTICE !== undefined && <SiteNotice text={SITE_NOTICE} />}
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </main>
      <div className="group-has-data-workbench/shell:hidden">
        <Footer />
      </div>
      <ToastHost />
    </div>
  );
}

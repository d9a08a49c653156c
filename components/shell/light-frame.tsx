import type { ReactNode } from "react";
import { BRAND_LOOK, Brand } from "./brand";
import { SiteNotice } from "./site-notice";
import { SkipLink } from "./skip-link";

const LINKS = [
  { href: "/packages", label: "Packages" },
  { href: "/playground", label: "Playground" },
] as const;

/** Header and page for people who came to read one thing. It needs no JavaScript and knows nobody. */
export function LightFrame({ notice, children }: { notice: string | undefined; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex h-12 shrink-0 items-center justify-between gap-4 border-b px-4 sm:px-6">
        <a href="/" className={BRAND_LOOK}>
          <Brand />
        </a>
        <nav aria-label="Main" className="flex gap-4 text-13 text-soft">
          {LINKS.map(({ href, label }) => (
            <a key={href} href={href} className="finger flex items-center hover:text-ink">
              {label}
            </a>
          ))}
        </nav>
      </header>
      {notice !== undefined && <SiteNotice text={notice} />}
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
    </div>
  );
}

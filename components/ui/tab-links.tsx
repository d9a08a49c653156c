import clsx from "clsx";
import Link from "next/link";
import { LinkPending } from "./link-pending";

export type TabLink = { href: string; label: string; note?: string; current: boolean };

/** Tabs whose state is the address: they work without a script and can be linked to. */
export function TabLinks({ tabs, label }: { tabs: readonly TabLink[]; label: string }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-x-5 border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? "page" : undefined}
          className={clsx(
            "finger relative -mb-px flex h-9 items-center gap-1.5 border-b-2 text-13 transition-colors",
            tab.current ? "border-ink text-ink" : "border-transparent text-soft hover:text-ink",
          )}
        >
          {tab.label}
          {tab.note !== undefined && <span className="figures text-12 text-faint">{tab.note}</span>}
          <LinkPending className="inset-x-0 -bottom-0.5 h-0.5" />
        </Link>
      ))}
    </nav>
  );
}

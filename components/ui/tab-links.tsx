import clsx from "clsx";
import Link from "next/link";
import { LinkPending } from "./link-pending";
import { ScrollRow } from "./scroll-row";

export type TabLink = { href: string; label: string; note?: string; current: boolean };

/**
 * Tabs whose state is the address: they work without a script and can be linked to. They stay in one row, with room
 * around them for the rings of focus; the line they stand on does not scroll.
 */
export function TabLinks({ tabs, label }: { tabs: readonly TabLink[]; label: string }) {
  return (
    <nav aria-label={label} className="flow-root shadow-[inset_0_-1px_var(--rule)]">
      <ScrollRow current={tabs.find(({ current }) => current)?.href} className="-m-1.5 gap-x-5 p-1.5">
        {tabs.map((tab) => (
          <li key={tab.href} className={clsx("shrink-0", tab.current && "[scroll-initial-target:nearest]")}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.current ? "page" : undefined}
              className={clsx(
                "finger relative flex h-9 items-center gap-1.5 border-b-2 text-13 transition-colors",
                tab.current
                  ? "border-ink text-ink"
                  : "border-transparent text-soft hover:text-ink forced-colors:border-[Canvas]",
              )}
            >
              {tab.label}
              {tab.note !== undefined && <span className="figures text-12 text-faint">{tab.note}</span>}
              <LinkPending className="inset-x-0 -bottom-0.5 h-0.5" />
            </Link>
          </li>
        ))}
      </ScrollRow>
    </nav>
  );
}

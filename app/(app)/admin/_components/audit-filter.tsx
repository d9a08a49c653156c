import clsx from "clsx";
import Link from "next/link";
import { LinkPending } from "@/components/ui/link-pending";
import { adminHref } from "./admin-query";
import { auditKind } from "./audit-words";

type AuditFilterProps = { current: string | undefined; known: readonly string[] };

/** The kinds of things that were done, as links: they work without a script and can be linked to. */
export function AuditFilter({ current, known }: AuditFilterProps) {
  const shown = current === undefined || known.includes(current) ? known : [...known, current];
  const choices = [
    { action: undefined, words: "All", href: adminHref({ tab: "audit" }) },
    ...shown.map((action) => ({ action, words: auditKind(action), href: adminHref({ tab: "audit", action }) })),
  ];
  return (
    <nav aria-label="Kinds of entries">
      <ul className="-mx-2 flex flex-wrap gap-x-1">
        {choices.map(({ action, words, href }) => (
          <li key={href}>
            <Link
              href={href}
              scroll={false}
              aria-current={action === current ? "true" : undefined}
              className={clsx(
                "finger relative flex h-7 items-center justify-center rounded-control px-2 text-13 transition-colors",
                action === current ? "bg-pressed text-ink" : "text-soft hover:bg-sunken hover:text-ink",
              )}
            >
              {words}
              <LinkPending className="inset-x-2 bottom-0 h-0.5" />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

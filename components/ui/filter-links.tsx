import clsx from "clsx";
import Link from "next/link";
import { LinkPending } from "./link-pending";

type FilterLinksProps = { label: string; choices: readonly { words: string; href: string; current: boolean }[] };

/** What a list shows, as links: they work without a script and can be linked to. */
export function FilterLinks({ label, choices }: FilterLinksProps) {
  return (
    <nav aria-label={label}>
      <ul className="-mx-2 flex flex-wrap gap-x-1">
        {choices.map(({ words, href, current }) => (
          <li key={href}>
            <Link
              href={href}
              scroll={false}
              aria-current={current ? "true" : undefined}
              className={clsx(
                "finger relative flex h-7 items-center justify-center rounded-control px-2 text-13 transition-colors",
                current ? "bg-pressed text-ink forced-colors:underline" : "text-soft hover:bg-sunken hover:text-ink",
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

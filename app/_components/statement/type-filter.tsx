import clsx from "clsx";
import Link from "next/link";
import { LinkPending } from "@/components/ui/link-pending";
import type { TransactionType } from "@/lib/credits/credits";
import { statementHref } from "./statement-query";

const TYPE_WORDS = {
  spend: "Spent",
  monthly: "Monthly",
  rollover: "Carried over",
  expire: "Expired",
  trial: "Trial",
  purchase: "Purchased",
  refund: "Refunded",
  dispute: "Disputed",
  adjustment: "Adjusted",
} as const satisfies Record<TransactionType, string>;

const ORDER = Object.keys(TYPE_WORDS) as TransactionType[];

type TypeFilterProps = {
  path: string;
  current: TransactionType | undefined;
  known: readonly TransactionType[];
};

/** The kinds of movements that there are, as links: they work without a script and can be linked to. */
export function TypeFilter({ path, current, known }: TypeFilterProps) {
  const shown = ORDER.filter((type) => type === current || known.includes(type));
  const choices = [
    { type: undefined, words: "All", href: statementHref(path) },
    ...shown.map((type) => ({ type, words: TYPE_WORDS[type], href: statementHref(path, { type }) })),
  ];
  return (
    <nav aria-label="Kinds of movements">
      <ul className="-mx-2 flex flex-wrap gap-x-1">
        {choices.map(({ type, words, href }) => (
          <li key={words}>
            <Link
              href={href}
              scroll={false}
              aria-current={type === current ? "true" : undefined}
              className={clsx(
                "finger relative flex h-7 items-center justify-center rounded-control px-2 text-13 transition-colors",
                type === current ? "bg-pressed text-ink" : "text-soft hover:bg-sunken hover:text-ink",
              )}
            >
              {words}
              <LinkPending />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

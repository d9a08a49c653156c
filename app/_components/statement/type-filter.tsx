import { FilterLinks } from "@/components/ui/filter-links";
import type { TransactionType } from "@/lib/credits/credits";
import { statementHref } from "./statement-query";

const TYPE_WORDS = {
  spend: "Spent",
  monthly: "Monthly",
  rollover: "Rolled over",
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

/** The kinds of movements that there are. */
export function TypeFilter({ path, current, known }: TypeFilterProps) {
  const shown = ORDER.filter((type) => type === current || known.includes(type));
  const choices = [
    { words: "All", href: statementHref(path), current: current === undefined },
    ...shown.map((type) => ({
      words: TYPE_WORDS[type],
      href: statementHref(path, { type }),
      current: type === current,
    })),
  ];
  return <FilterLinks label="Kinds of movements" choices={choices} />;
}

import clsx from "clsx";
import Link from "next/link";
import { SentenceWords } from "@/components/sentence-words";
import { BUY_PATH } from "@/lib/credits/buy-path";
import type { NextEvent } from "@/lib/credits/next-events";

/** Where a reader can do something about it. */
const ACTIONS: Partial<Record<NextEvent["kind"], { href: string; words: string }>> = {
  plus: { href: "/pricing", words: "See PRPM+" },
  debt: { href: BUY_PATH, words: "Buy credits" },
};

/** What happens next to this wallet, in the order in which it happens. */
export function NextEvents({ events }: { events: readonly NextEvent[] }) {
  return (
    <ol className="text-14">
      {events.map(({ kind, at, sentence }) => {
        const action = ACTIONS[kind];
        return (
          <li key={`${kind} ${at}`} className={clsx("border-t py-2", kind === "debt" ? "text-bad-ink" : "text-ink")}>
            <SentenceWords of={sentence} />
            {action !== undefined && (
              <>
                {" "}
                <Link href={action.href} className="link whitespace-nowrap">
                  {action.words}
                </Link>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}

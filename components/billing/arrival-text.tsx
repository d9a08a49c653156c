import clsx from "clsx";
import { SentenceWords } from "@/components/sentence-words";
import type { ArrivalWords } from "./arrival-words";

const DOTS = {
  waiting: "bg-accent animate-breathe",
  good: "bg-good",
  bad: "bg-bad",
  plain: "bg-control",
} as const satisfies Record<ArrivalWords["tone"], string>;

/** What is said of a payment, with a dot that is quiet once it is settled. */
export function ArrivalText({ words: { tone, text } }: { words: ArrivalWords }) {
  return (
    <>
      <span aria-hidden className={clsx("mt-1.5 size-2 shrink-0 rounded-full", DOTS[tone])} />
      <p className={clsx("min-w-0", tone === "bad" ? "text-bad-ink" : "text-ink")}>
        <SentenceWords of={text} />
      </p>
    </>
  );
}

import clsx from "clsx";
import { scrollRegion } from "@/components/markdown/scroll-region";
import { looksLikeCode } from "@/components/runs/looks-like-code";

const LONG_LINES = 18;
const LONG_CHARACTERS = 1_500;

/**
 * What was asked, as it was written. One that is long scrolls inside its box, so that the answer is not far; the box
 * ends in the middle of a line, which shows that there is more.
 */
export function SharedQuestion({ text }: { text: string }) {
  const isLong = text.length > LONG_CHARACTERS || text.split("\n").length > LONG_LINES;
  return (
    <div
      {...(isLong && scrollRegion("What was asked"))}
      className={clsx("border-line border-l-2 pl-4", isLong && "quiet-scroll max-h-[19.375rem] overflow-y-auto")}
    >
      <p
        dir="auto"
        className={clsx(
          "whitespace-pre-wrap leading-5 text-soft [overflow-wrap:anywhere]",
          looksLikeCode(text) ? "font-mono text-12" : "text-14",
        )}
      >
        {text}
      </p>
    </div>
  );
}

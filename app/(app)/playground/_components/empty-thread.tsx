"use client";

import { Button } from "@/components/ui/button";
import type { PackageDetail, SuggestedInput } from "@/lib/packages/package";
import type { OwnPrompt } from "@/lib/prompts/prompt";
import { FirstVisit, type Starter } from "./first-visit";
import { PackageIntro } from "./package-intro";

type EmptyThreadProps = {
  item: PackageDetail | null;
  own: OwnPrompt | null;
  /** Opens the reader's prompts. */
  onWrite: (opener: HTMLElement) => void;
  starters: readonly Starter[];
  onStart: (starter: Starter) => void;
  onChoose: (suggestion: SuggestedInput) => void;
};

/** The beginning of a prompt of the reader's own, as it is sent. */
function OwnIntro({ own }: { own: OwnPrompt }) {
  return (
    <div className="pb-8 text-14">
      <p className="text-13 text-faint">Your own prompt</p>
      {own.title !== "" && <p className="wrap-anywhere mt-1 text-20">{own.title}</p>}
      <p dir="auto" className="wrap-anywhere mt-3 line-clamp-6 max-w-measure whitespace-pre-wrap text-soft">
        {own.text.slice(0, 1_000).toWellFormed()}
      </p>
      <p className="mt-3 text-13 text-faint">It goes to the model before your input, word for word.</p>
    </div>
  );
}

/** What stands where nothing was asked yet: the chosen package or prompt, else some to begin with. */
export function EmptyThread({ item, own, onWrite, starters, onStart, onChoose }: EmptyThreadProps) {
  if (item !== null) return <PackageIntro item={item} onChoose={onChoose} />;
  if (own !== null) return <OwnIntro own={own} />;
  return (
    <>
      <FirstVisit starters={starters} onStart={onStart} />
      <p className="-mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 pb-8 text-13 text-soft">
        Or try a system prompt that is not published.
        <Button aria-haspopup="dialog" onClick={(event) => onWrite(event.currentTarget)}>
          Write your own prompt
        </Button>
      </p>
    </>
  );
}

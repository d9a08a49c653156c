"use client";

import type { PackageDetail, SuggestedInput } from "@/lib/packages/package";
import { FirstVisit, type Starter } from "./first-visit";
import { PackageIntro } from "./package-intro";

type EmptyThreadProps = {
  item: PackageDetail | null;
  starters: readonly Starter[];
  onStart: (starter: Starter) => void;
  onChoose: (suggestion: SuggestedInput) => void;
};

/** What stands where nothing was asked yet: the chosen package, else some to begin with. */
export function EmptyThread({ item, starters, onStart, onChoose }: EmptyThreadProps) {
  if (item !== null) return <PackageIntro item={item} onChoose={onChoose} />;
  return <FirstVisit starters={starters} onStart={onStart} />;
}

"use client";

import Link from "next/link";
import { packageHref, SUBTYPE_WORDS } from "@/components/packages/package-words";
import type { PackageDetail, SuggestedInput } from "@/lib/packages/package";
import { SuggestedInputs } from "./suggested-inputs";

type PackageIntroProps = { item: PackageDetail; onChoose: (suggestion: SuggestedInput) => void };

/** An empty thread with a package chosen: what it is for and what one might ask. */
export function PackageIntro({ item, onChoose }: PackageIntroProps) {
  return (
    <div className="pb-8 text-14">
      <p className="text-13 text-faint">
        {SUBTYPE_WORDS[item.subtype]} by {item.scope}
      </p>
      <p className="mt-1 text-20">{item.description}</p>
      {item.runnable ? (
        <SuggestedInputs items={item.suggestedInputs} onChoose={onChoose} />
      ) : (
        <p className="mt-4 text-soft">
          {SUBTYPE_WORDS[item.subtype]}s act on your machine, so this one can be read and is not run.{" "}
          <Link href={packageHref(item)} className="link">
            Read its files
          </Link>
        </p>
      )}
    </div>
  );
}

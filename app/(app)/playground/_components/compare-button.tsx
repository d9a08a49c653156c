"use client";

import { Columns2 } from "lucide-react";
import Link from "next/link";
import { saveDraft } from "@/components/runs/draft";
import { Button } from "@/components/ui/button";
import { DEFAULT_MODEL } from "@/lib/models/models";
import type { Setup } from "./setup";
import type { Turn } from "./turn";

type CompareButtonProps = {
  setup: Pick<Setup, "item" | "model">;
  input: string;
  turns: readonly Turn[];
};

/** Opens the package beside no package, with what is written, else with the question that was asked last. */
export function CompareButton({ setup: { item, model }, input, turns }: CompareButtonProps) {
  const on = model === DEFAULT_MODEL ? "" : `~${model}`;
  const first = item === null ? "none" : `${item.id}@${item.version}`;
  const question = input === "" ? (turns.at(-1)?.userInput ?? "") : input;
  return (
    <Button asChild look="quiet" className="max-sm:px-2">
      <Link
        href={`/playground?compare=${encodeURIComponent(`${first}${on},none${on}`)}`}
        prefetch={false}
        aria-label="Compare"
        title="Ask with this package and without, side by side"
        onClick={() => saveDraft({ packageId: null, input: question })}
      >
        <Columns2 size={14} aria-hidden />
        <span className="max-lg:hidden">Compare</span>
      </Link>
    </Button>
  );
}

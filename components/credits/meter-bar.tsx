import clsx from "clsx";
import { SegmentedBar } from "@/components/ui/segmented-bar";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { KIND_COLOUR } from "./credit-words";
import { meterSegments } from "./meter-segments";

/** The wallet as a thin bar: four tints of one hue, what is held hatched. */
export function MeterBar({ summary, className }: { summary: CreditSummary; className?: string }) {
  const { segments, scale } = meterSegments(summary);
  const parts = segments.flatMap(({ kind, free, held }) => [
    { key: `${kind}-held`, amount: held, className: clsx(KIND_COLOUR[kind], "hatched") },
    { key: kind, amount: free, className: KIND_COLOUR[kind] },
  ]);
  const held = summary.held > 0 ? `, ${summary.held} held` : "";
  return (
    <SegmentedBar
      segments={parts}
      total={scale}
      label={`${formatCredits(summary.available)} available${held}`}
      {...(className === undefined ? {} : { className })}
    />
  );
}

import clsx from "clsx";

type BarSegment = { key: string; amount: number; className: string };

type SegmentedBarProps = {
  segments: readonly BarSegment[];
  /** What the whole bar stands for, in the unit of the amounts. */
  total: number;
  label: string;
  className?: string;
};

/** A thin bar of parts on a track; parts change width in 200 ms. Its words are `label`. */
export function SegmentedBar({ segments, total, label, className }: SegmentedBarProps) {
  const whole = Math.max(total, 1);
  return (
    <span
      role="img"
      aria-label={label}
      className={clsx("flex gap-px overflow-hidden rounded-[2px] bg-pressed ring-1 ring-rule", className)}
    >
      {segments.map(({ key, amount, className: look }) => (
        <span
          key={key}
          className={clsx("h-full transition-[width] duration-200", look)}
          style={{ width: `${(amount / whole) * 100}%` }}
        />
      ))}
    </span>
  );
}

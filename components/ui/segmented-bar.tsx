import clsx from "clsx";

type BarSegment = { key: string; amount: number; className: string };

type SegmentedBarProps = {
  segments: readonly BarSegment[];
  /** What the whole bar stands for, in the unit of the amounts. */
  total: number;
  label: string;
  className?: string;
};

/**
 * A thin bar of parts on a track; parts change width in 200 ms. However small, a part is seen; one of nothing takes no
 * room and stays only so that it can shrink and grow. Its words are `label`.
 */
export function SegmentedBar({ segments, total, label, className }: SegmentedBarProps) {
  const whole = Math.max(total, 1);
  const last = segments.findLastIndex(({ amount }) => amount > 0);
  return (
    <span
      role="img"
      aria-label={label}
      className={clsx(
        "flex forced-color-adjust-none overflow-hidden rounded-[2px] bg-track ring-1 ring-rule [--hatch:var(--track)] forced-colors:border forced-colors:border-[CanvasText]",
        className,
      )}
    >
      {segments.map(({ key, amount, className: look }, index) => (
        <span
          key={key}
          className={clsx(
            "h-full transition-[width] duration-200",
            amount > 0 && "min-w-0.5",
            amount > 0 && index < last && "mr-px",
            look,
          )}
          style={{ width: `${(amount / whole) * 100}%` }}
        />
      ))}
    </span>
  );
}

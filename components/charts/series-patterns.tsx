import { lookOf, patternId } from "./series-look";

/** The fills of a chart's bars, which its legend uses as well. */
export function SeriesPatterns({ chartId, count }: { chartId: string; count: number }) {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <defs>
        {Array.from({ length: count }, (_, index) => {
          const { tint, pattern } = lookOf(index);
          const id = patternId(chartId, index);
          return (
            <pattern key={id} id={id} width={6} height={6} patternUnits="userSpaceOnUse">
              <rect width={6} height={6} fill={tint} />
              {pattern === "hatch" && <path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="var(--paper)" strokeWidth={1.25} />}
              {pattern === "lines" && <path d="M0 3h6" stroke="var(--paper)" strokeWidth={1.5} />}
              {pattern === "dots" && <circle cx={3} cy={3} r={1.1} fill="var(--paper)" />}
            </pattern>
          );
        })}
      </defs>
    </svg>
  );
}

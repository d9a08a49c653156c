/**
 * What tells one series from another: tints of one hue, each with 3:1 against the paper in both themes, and beside the
 * tint a pattern for bars and a dash for lines. Two tints that are close never have the same pattern. After the last it
 * begins again; so many series are better a table.
 */
const LOOKS = [
  { tint: "var(--meter-rollover)", pattern: "plain", dash: undefined },
  { tint: "var(--meter-purchased)", pattern: "hatch", dash: "7 3" },
  { tint: "var(--meter-monthly)", pattern: "dots", dash: "2 3" },
  { tint: "var(--meter-trial)", pattern: "lines", dash: "10 3 2 3" },
  { tint: "var(--control)", pattern: "plain", dash: "5 5" },
  { tint: "var(--soft)", pattern: "hatch", dash: "1 4" },
] as const;

export type SeriesLook = { tint: string; pattern: "plain" | "hatch" | "dots" | "lines"; dash: string | undefined };

/** How the series at a place among its chart's looks. */
export function lookOf(index: number): SeriesLook {
  return LOOKS[index % LOOKS.length] ?? LOOKS[0];
}

/** Names the pattern of a series among all charts of a page. */
export const patternId = (chartId: string, index: number) => `${chartId}-${index}`;

/** What fills a series' bars. */
export const fillOf = (chartId: string, index: number) => `url(#${patternId(chartId, index)})`;

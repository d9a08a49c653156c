/** What a value counts. `usd` is in micro-dollars, `percent` a part of one, `ms` milliseconds. */
export type ChartFormat = "count" | "credits" | "usd" | "percent" | "ms";

/** A place on the axis, usually a day. */
export type ChartCategory = {
  key: string;
  label: string;
  /** The axis has less room than a sentence. */
  short?: string | undefined;
  /** Leads to what it was counted from. */
  href?: string | undefined;
};

/** One value a category; null where there is none, which is not zero. */
export type ChartSeries = { key: string; label: string; values: readonly (number | null)[] };

export type ChartData = {
  /** What is shown, in words: "Credits by day". */
  label: string;
  /** What categories are, at the head of the table; days unless something else is said. */
  by?: string | undefined;
  kind: "bars" | "lines";
  /** Bars of one category on top of each other, for parts of a whole. */
  stacked?: boolean | undefined;
  /** Series that are looked at together and make no whole: their sum is not said. */
  apart?: boolean | undefined;
  format?: ChartFormat | undefined;
  categories: readonly ChartCategory[];
  series: readonly ChartSeries[];
};

const SUMMED: readonly ChartFormat[] = ["count", "credits", "usd"];

/** What the bars of a series come to in all; null where a sum means nothing. */
export function totalOf({ values }: ChartSeries, { kind, format = "count" }: Pick<ChartData, "kind" | "format">) {
  if (kind !== "bars" || !SUMMED.includes(format)) return null;
  return values.reduce<number>((all, value) => all + (value ?? 0), 0);
}

/** Is there anything to be seen? */
export function hasValues(series: readonly ChartSeries[]): boolean {
  return series.some(({ values }) => values.some((value) => value !== null && value !== 0));
}

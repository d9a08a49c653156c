import { formatDecimal, formatDollars, formatDuration, formatMicroUsd, formatRate } from "@/components/format";
import type { ChartFormat } from "./chart-data";

const CENT = 10_000;

/** To the cent, as in the tables beside a chart; what is less than one is not nothing. */
const formatUsd = (microUsd: number) =>
  microUsd !== 0 && Math.abs(microUsd) < CENT ? formatMicroUsd(microUsd) : formatDollars(microUsd, 2);

/** A value as a table has it; its unit is in the table's heading. A dash where there is none. */
export function formatCell(value: number | null, format: ChartFormat): string {
  if (value === null) return "–";
  if (format === "usd") return formatUsd(value);
  if (format === "percent") return formatRate(value);
  if (format === "ms") return formatDuration(value);
  return formatDecimal(value);
}

/** A value that stands alone: "12 credits". */
export function formatValue(value: number | null, format: ChartFormat): string {
  const words = formatCell(value, format);
  return format === "credits" && value !== null ? `${words} ${value === 1 ? "credit" : "credits"}` : words;
}

const UNITS = [
  { size: 1e9, sign: "bn" },
  { size: 1e6, sign: "M" },
  { size: 1e3, sign: "k" },
  { size: 1, sign: "" },
] as const;

/** Short: "12k", "1.5M", "0.05". A tick is round, so nothing that matters is cut. */
function shorten(value: number): string {
  const { size, sign } = UNITS.find((unit) => Math.abs(value) >= unit.size) ?? { size: 1, sign: "" };
  return `${Number((value / size).toPrecision(3))}${sign}`;
}

/** Cents have two digits: "0.50". */
const shortenUsd = (value: number) =>
  value < 1_000 && !Number.isInteger(value) && Number.isInteger(Number((value * 100).toPrecision(12)))
    ? value.toFixed(2)
    : shorten(value);

/** What an axis writes beside a line. */
export function formatTick(value: number, format: ChartFormat): string {
  const minus = value < 0 ? "−" : "";
  if (format === "usd") return `${minus}$${shortenUsd(Math.abs(value) / 1e6)}`;
  if (format === "percent") return `${minus}${shorten(Math.abs(value) * 100)} %`;
  if (format === "ms") return `${minus}${shorten(Math.abs(value) / 1_000)} s`;
  return minus + shorten(Math.abs(value));
}

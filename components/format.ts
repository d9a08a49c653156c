import { groupDigits } from "@/lib/group-digits";

/** "1,204". */
export function formatCount(value: number): string {
  return groupDigits(value);
}

/** A number with at most one decimal: "1,204", "1.4". */
export function formatDecimal(value: number): string {
  const [whole = "0", decimal = "0"] = Math.abs(value).toFixed(1).split(".");
  const digits = groupDigits(Number(whole)) + (decimal === "0" ? "" : `.${decimal}`);
  return value < 0 && digits !== "0" ? `−${digits}` : digits;
}

/**
 * A part of one in per cent: "96 %". What is not quite all or nothing does not read as if it were: "99.6 %". The figure
 * and its sign stay on one line.
 */
export function formatRate(rate: number): string {
  const percent = rate * 100;
  const isNear = (Math.abs(percent) < 1 && percent !== 0) || (percent > 99 && percent < 100);
  return `${formatDecimal(isNear ? percent : Math.round(percent))}\u00a0%`;
}

/** A change with its sign, "+1,204" or "−150". */
export function formatSigned(change: number): string {
  return change > 0 ? `+${formatCount(change)}` : `−${formatCount(Math.abs(change))}`;
}

/** A weight in tokens, short: "480", "2.1k", "24k". */
export function formatWeight(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  const thousands = tokens / 1_000;
  return `${thousands < 9.95 ? thousands.toFixed(1).replace(/\.0$/, "") : Math.round(thousands)}k`;
}

/** A rounded answer room that promises less than there is: 1,537 becomes "1,500". */
export function formatRoom(tokens: number): string {
  const step = tokens >= 10_000 ? 1_000 : tokens >= 1_000 ? 100 : 10;
  return formatCount(Math.floor(tokens / step) * step);
}

/** Milliseconds as people read them: "0.4 s", "42 s", "1 min 12 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Whole seconds that count down: "0:12", "4:05", and from an hour on "3 h 12 min". */
export function formatCountdown(seconds: number): string {
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const minutes = Math.ceil(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Bytes: "812 B", "4.1 kB", "1.2 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${(bytes / 1_000).toFixed(bytes < 9_950 ? 1 : 0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "$5", "$7.50". */
export function formatUsd(cents: number): string {
  return `$${cents % 100 === 0 ? cents / 100 : (cents / 100).toFixed(2)}`;
}

const LEAST_MICRO_USD = 100;

/** Micro-dollars: "$1,204.50", and under a dollar, where a run's cost lies, "$0.0123". */
export function formatMicroUsd(microUsd: number): string {
  const size = Math.abs(microUsd);
  const minus = microUsd < 0 ? "−" : "";
  if (size > 0 && size < LEAST_MICRO_USD) return `${minus}<$0.0001`;
  const [whole = "0", decimals = ""] = (size / 1e6).toFixed(size < 1e6 ? 4 : 2).split(".");
  const shown = decimals.replace(/0{1,2}$/, "");
  return `${minus}$${groupDigits(Number(whole))}${shown === "" || shown === "00" ? "" : `.${shown.padEnd(2, "0")}`}`;
}

/** Micro-dollars with so many decimals, which stand under one another: "$1,204.50" with two, "$0.0202" with four. */
export function formatDollars(microUsd: number, decimals: number): string {
  const [whole = "0", rest = ""] = Math.abs(microUsd / 1e6)
    .toFixed(decimals)
    .split(".");
  const isNone = Number(`${whole}.${rest}`) === 0;
  return `${microUsd < 0 && !isNone ? "−" : ""}$${groupDigits(Number(whole))}.${rest}`;
}

export type TimeStyle = "moment" | "date" | "clock" | "ahead" | "dated";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function distance(milliseconds: number): string {
  if (milliseconds < HOUR) return `in ${Math.max(1, Math.round(milliseconds / 60_000))} min`;
  const [amount, unit] =
    milliseconds < 1.5 * DAY ? [Math.round(milliseconds / HOUR), "hour"] : [Math.round(milliseconds / DAY), "day"];
  return `in ${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

type Part = "clock" | "dayAndYear" | "day" | "longDay" | "longDayAndYear" | "year";

const PARTS: Readonly<Record<Part, Intl.DateTimeFormatOptions>> = {
  clock: { hour: "2-digit", minute: "2-digit" },
  dayAndYear: { day: "numeric", month: "short", year: "numeric" },
  day: { day: "numeric", month: "short" },
  longDay: { day: "numeric", month: "long" },
  longDayAndYear: { day: "numeric", month: "long", year: "numeric" },
  year: { year: "numeric" },
};

/** Making a formatter is dear, using one is not. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatPart(instant: Date, part: Part, zone: string): string {
  const key = `${part} ${zone}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...PARTS[part] });
  formatters.set(key, formatter);
  return formatter.format(instant);
}

/**
 * An instant in words of one time zone. `moment` "5 Dec 14:05", `date` "5 Dec 2026", `clock` "14:05",
 * `ahead` "in 3 days, 5 Dec 14:05" (without the distance once it has passed), `dated` "5 December, 14:05"; with the
 * year where it is not this one.
 */
export function formatTime(instant: Date, style: TimeStyle, zone: string, now: Date): string {
  if (style === "clock") return formatPart(instant, "clock", zone);
  if (style === "date") return formatPart(instant, "dayAndYear", zone);
  const isThisYear = formatPart(instant, "year", zone) === formatPart(now, "year", zone);
  const clock = formatPart(instant, "clock", zone);
  if (style === "dated") return `${formatPart(instant, isThisYear ? "longDay" : "longDayAndYear", zone)}, ${clock}`;
  const moment = `${formatPart(instant, isThisYear ? "day" : "dayAndYear", zone)} ${clock}`;
  const ahead = instant.getTime() - now.getTime();
  return style === "ahead" && ahead > 0 ? `${distance(ahead)}, ${moment}` : moment;
}

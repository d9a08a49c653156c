/** Text may be anything; numbers are written as they are; null is an empty cell. */
export type CsvCell = string | number | null;

/**
 * What a spreadsheet takes for the start of a formula, also in its full-width forms and behind spaces or marks that
 * are not seen, which some readers drop. Source: OWASP, "CSV Injection" (read 2026-11-22).
 */
const FORMULA = /^(?:[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;

/** Text that a spreadsheet would run begins with an apostrophe, which makes it text again. */
function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function formatCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = guardFormula(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record of RFC 4180 with its CRLF, safe against formulas; numbers stay numbers, also negative ones. */
export function formatCsvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(formatCell).join(",")}\r\n`;
}

/** The rows of a text of separated values, quoted ones with their signs and line ends; no more than `most`. */
export function readCsv(text: string, separator: "," | ";" | "\t", most: number): string[][] {
  const cell = new RegExp(`[ ]*"((?:[^"]+|"")*)"?[^${separator}\\n]*|([^${separator}\\n]*)`, "y");
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length && rows.length < most; at += 1) {
    cell.lastIndex = at;
    const [whole = "", quoted, plain = ""] = cell.exec(text) ?? [];
    row.push(quoted?.replaceAll('""', '"') ?? plain.trim());
    at += whole.length;
    if (text.charAt(at) === separator && at + 1 < text.length) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}

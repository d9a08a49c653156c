import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCsvRow } from "@/lib/csv";

/** RFC 4180 as its grammar says: quoted cells may hold anything, quotes doubled; records end in CRLF. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const [, quoted, bare = "", end] = cell.exec(text) ?? [];
    if (end === undefined) throw new Error("this is not CSV");
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ",") records.push([]);
  }
  return records.slice(0, -1);
}

const UNSEEN = [" ", "\u00a0", "\ufeff", "\u200b", "\t"];
const FORMULA_STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"];
const anyCell = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "\t", "a", " ", ...FORMULA_STARTS) }),
);

test("whatever text is written comes back whole, and as one record", () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyCell, { minLength: 1, maxLength: 6 }), { maxLength: 5 }), (rows) => {
      const read = parseCsv(rows.map(formatCsvRow).join(""));
      for (const [index, row] of rows.entries()) {
        for (const [place, cell] of row.entries()) expect([cell, `'${cell}`]).toContain(read[index]?.[place]);
      }
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
    }),
    { numRuns: 3_000 },
  );
});

test("nothing that is read begins like a formula, also behind what is not seen", () => {
  for (const unseen of ["", ...UNSEEN, UNSEEN.join("")]) {
    for (const start of FORMULA_STARTS.filter((first) => /\S/.test(first))) {
      const [[read = ""] = []] = parseCsv(formatCsvRow([`${unseen}${start}1+1`]));
      expect(read).toBe(`'${unseen}${start}1+1`);
    }
  }
});

test("text that a spreadsheet would run as a formula is made text, numbers stay numbers", () => {
  expect(formatCsvRow(['=HYPERLINK("http://x";"y")', "+1", "-1", "@a", "\tb", "\rc"])).toBe(
    '"\'=HYPERLINK(""http://x"";""y"")",\'+1,\'-1,\'@a,\'\tb,"\'\rc"\r\n',
  );
  expect(formatCsvRow([-2, 0, 12.5, null, "code-review"])).toBe("-2,0,12.5,,code-review\r\n");
});

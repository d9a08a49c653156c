import "server-only";
import { type ExportPart, type ExportRow, partStatement, type ReadRows, rowsOf } from "@/lib/account-data/export-part";
import { EXPORT_PARTS } from "@/lib/account-data/export-parts";
import { query } from "@/lib/db/pool.server";

/** Grows when a reader of the file would have to change. */
const FORMAT_VERSION = 1;

async function* writePart(part: ExportPart, userId: string): AsyncGenerator<string> {
  const statement = partStatement(part);
  const read: ReadRows = (limit, after) => query<ExportRow>(statement, [userId, limit, ...after]);
  if (part.isSingle) {
    const fromTheFirst = part.keys.map(() => null);
    const [row] = await read(1, fromTheFirst);
    yield `"${part.name}": ${JSON.stringify(row ?? null)},\n`;
    return;
  }
  let before = "";
  yield `"${part.name}": [`;
  for await (const rows of rowsOf(part, read)) {
    yield `${before}${rows.map((row) => `\n  ${JSON.stringify(row)}`).join(",")}`;
    before = ",";
  }
  yield `${before === "" ? "" : "\n"}],\n`;
}

/**
 * Everything that is kept of a user as JSON, in pieces: a few rows are in memory at a time, however much it is. A file
 * without `"complete": true` at its end was cut.
 */
export async function* exportAccount(userId: string, now: Date): AsyncGenerator<string> {
  let head = `{\n"formatVersion": ${FORMAT_VERSION},\n"exportedAt": "${now.toISOString()}",\n`;
  for (const part of EXPORT_PARTS) {
    for await (const piece of writePart(part, userId)) {
      yield head + piece;
      head = "";
    }
  }
  yield `"complete": true\n}\n`;
}

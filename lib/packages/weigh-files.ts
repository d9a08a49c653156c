import { boundTokens } from "@/lib/packages/estimate-tokens";
import type { SourceFile } from "@/lib/packages/package-source";

/** The files of a version as columns, side by side. */
export type FileRows = {
  paths: string[];
  contents: string[];
  bytes: number[];
  tokens: number[];
  totalBytes: number;
};

/** Characters that are weighed before others get their turn; about ten milliseconds. */
const TURN_LENGTH = 1_000_000;

/** What each file weighs, in UTF-8 bytes and in tokens by our own bound. */
export async function weighFiles(files: readonly SourceFile[]): Promise<FileRows> {
  const encoder = new TextEncoder();
  const rows: FileRows = { paths: [], contents: [], bytes: [], tokens: [], totalBytes: 0 };
  let length = 0;
  for (const { path, content } of files) {
    const bytes = encoder.encode(content).byteLength;
    rows.paths.push(path);
    rows.contents.push(content);
    rows.bytes.push(bytes);
    rows.tokens.push(boundTokens(content));
    rows.totalBytes += bytes;
    length += content.length;
    if (length < TURN_LENGTH) continue;
    length = 0;
    await new Promise((resolve) => setTimeout(resolve));
  }
  return rows;
}

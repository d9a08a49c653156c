export type CodeInfo = { language: string | null; file: string | null };

/** Reads what stands behind a code fence: `ts`, `ts title="a.ts"`, `ts src/a.ts`, `src/a.ts`, `ts:src/a.ts`. */
export function readCodeInfo(info: string | undefined): CodeInfo {
  const words = (info ?? "").trim();
  if (words === "") return { language: null, file: null };
  const titled = /(?:title|file|filename)=["']?([^"'\s]+)["']?/.exec(words)?.[1];
  const [first = "", second] = words.split(/\s+/);
  const [head = "", tail] = first.split(":", 2);
  const looksLikeFile = (word: string | undefined) => word !== undefined && /^[\w@./-]+\.\w+$/.test(word);
  if (looksLikeFile(head) && tail === undefined) return { language: head.split(".").at(-1) ?? null, file: head };
  const file = titled ?? [tail, second].find(looksLikeFile) ?? null;
  return { language: head.replace(/[{[].*$/, "").toLowerCase() || null, file };
}

export type CodeInfo = { language: string | null; file: string | null };

const TITLED = /(?:^|[\s{,])(?:title|file|filename|path)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^"'\s},]+))/i;
const WITHOUT_ENDING = /^(?:dockerfile|makefile|procfile|license)$/i;

function looksLikeFile(word: string | undefined): boolean {
  return word !== undefined && /^[\w@./\\()[\]+~-]+\.\w+$/.test(word);
}

/** Reads what stands behind a code fence: `ts`, `ts title="a.ts"`, `ts src/a.ts`, `src/a.ts`, `ts:src/a.ts`. */
export function readCodeInfo(info: string | undefined): CodeInfo {
  const words = (info ?? "").trim();
  if (words === "") return { language: null, file: null };
  const [, double, single, bare] = TITLED.exec(words) ?? [];
  const titled = double ?? single ?? bare;
  const [first = "", second] = words.split(/\s+/, 2);
  if (looksLikeFile(first)) return { language: first.split(".").at(-1)?.toLowerCase() ?? null, file: first };
  if (first === TITLED.exec(first)?.[0]) return { language: null, file: titled ?? null };
  const [head = "", tail] = first.split(":", 2);
  const named = (word: string | undefined) => looksLikeFile(word) || WITHOUT_ENDING.test(word ?? "");
  const file = titled ?? [tail, second].find(named) ?? null;
  return { language: head.replace(/[{[].*$/, "").toLowerCase() || null, file };
}

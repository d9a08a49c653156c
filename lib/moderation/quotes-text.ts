/** A stretch of a text; offsets are UTF-16, `end` excluded. */
export type Span = { start: number; end: number };

type Token = Span & { word: string; weight: number };

/** How many words in a row make a stretch that cannot be chance. */
const LEAST_WORDS = 12;
/** Words that are long say more than many short ones do. */
const LEAST_CHARACTERS = 80;
/** Stretches grow from this many words in a row, so that few long words can add up to one. */
const SEED = 6;
/** A character of a script without spaces is about half a word. */
const CHARACTER_WEIGHT = 0.5;

const UNSPACED_SCRIPTS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"];
const UNSPACED = UNSPACED_SCRIPTS.map((script) => `\\p{Script=${script}}`).join("");
/** A character of a script without spaces, or a word of any other; what is invisible belongs to the word it hides in. */
const WORD = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\p{Cf}])+`, "gu");
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

/** The words of a text, without case, marks of Markdown, spaces and what is invisible. */
function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(WORD)).flatMap((match) => {
    const word = match[0]
      .replace(/\p{Cf}/gu, "")
      .normalize("NFKC")
      .toLowerCase();
    if (word === "") return [];
    const weight = IS_UNSPACED.test(match[0]) ? CHARACTER_WEIGHT : 1;
    return [{ word, weight, start: match.index, end: match.index + match[0].length }];
  });
}

function seedAt(tokens: readonly Token[], at: number): string {
  let seed = "";
  for (let next = at; next < at + SEED; next += 1) seed += `${tokens[next]?.word} `;
  return seed;
}

const weigh = (tokens: readonly Token[]) => tokens.reduce((sum, { weight }) => sum + weight, 0);
const lengthOf = (tokens: readonly Token[]) => tokens.reduce((sum, { word }) => sum + word.length, 0);

/** A source as it is looked for, and how many words in a row make a quotation of it. */
type Sought = { seeds: ReadonlySet<string>; leastWords: number };

function seek(source: string): Sought {
  const words = tokensOf(source);
  const seeds = new Set<string>();
  for (let at = 0; at + SEED <= words.length; at += 1) seeds.add(seedAt(words, at));
  return { seeds, leastWords: Math.min(LEAST_WORDS, weigh(words)) };
}

function quotations(ours: readonly Token[], { seeds, leastWords }: Sought): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at + SEED <= ours.length; at += 1) {
    const first = at;
    while (at + SEED <= ours.length && seeds.has(seedAt(ours, at))) at += 1;
    if (at === first) continue;
    const run = ours.slice(first, at + SEED - 1);
    if (weigh(run) < leastWords && lengthOf(run) < LEAST_CHARACTERS) continue;
    spans.push({ start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 });
  }
  return spans;
}

/**
 * Finds in one answer after another the stretches that stand in one of these sources word for word: twelve words or
 * more, or fewer that make eighty characters, whatever the case, the spaces and the punctuation; a source shorter than
 * that counts when it is quoted whole. `source` is its place among them. Sources are read once; an answer takes time in
 * proportion to its length and to how many sources there are.
 */
export function quoteFinder(sources: readonly string[]): (answer: string) => (Span & { source: number })[] {
  const sought = sources.map(seek);
  return (answer) => {
    if (sought.length === 0) return [];
    const ours = tokensOf(answer);
    return sought.flatMap((each, source) => quotations(ours, each).map((span) => ({ ...span, source })));
  };
}

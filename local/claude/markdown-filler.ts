import { growingText } from "./growing-text";

const OPENING = "This is Markdown from the local stand-in for Claude: it looks like an answer and says nothing.\n\n";

function part(number: number): string {
  return `## Step ${number}: read the input once

The **first** rule is that \`readItems${number}\` never loads a file twice, whatever [its caller](https://example.com/${number}) thinks. Each line is checked *before* it is kept, so that a broken one is named with its number.

- Keep the *order* of the lines, because the report quotes it.
- Refuse what is longer than \`MAX_LINE\`, and say so:
  - by the number of the line,
  - and by its **first** words.
- Give back what was read so far.

\`\`\`ts title="lib/read-items-${number}.ts"
export async function* readItems${number}(path: string): AsyncGenerator<Item> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (line.length > MAX_LINE) throw new RangeError(\`Line \${number} is too long.\`);
    if (line.trim() !== "") yield { number, text: line };
  }
}
\`\`\`

| Case | Lines | Read in |
| --- | ---: | --- |
| small | ${number}0 | 2 ms |
| usual | ${number}00 | 9 ms |
| large | ${number}0,000 | 310 ms |

1. Run it on the **small** file first.
2. Compare the count with \`wc -l\`.

\`\`\`python
def read_items_${number}(path: str) -> Iterator[Item]:
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield Item(number, line.rstrip())
\`\`\`

> What is not measured is guessed, and what is guessed is slow in the end.

`;
}

/** What an answer about code looks like, of exactly so many tokens: headings, lists, tables and code in two languages. */
export const markdownFiller = growingText(OPENING, part);

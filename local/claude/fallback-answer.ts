/** What the stand-in can truly say about a request: what it was sent. Lengths are in tokens. */
type Received = {
  input: string;
  model: string;
  systemTokens: number;
  turns: number;
  maxTokens: number;
};

const FIRST_WORDS = 14;
const FIRST_CODE_POINTS = 120;

const OPENINGS = [
  "**This is the local stand-in for Claude, not a model.** Your input was counted but not understood, and it did not leave this machine.",
  "**Still the local stand-in.** This turn reached it with the whole conversation so far, and nobody has read any of it.",
  "**The local stand-in again.** It keeps up with your turns, but it cannot answer them.",
  "**Another turn for the local stand-in.** What follows is what it received, which is all it can honestly tell you.",
];

function firstWords(input: string): string {
  const words = input.trim().split(/\s+/);
  const start = Array.from(words.slice(0, FIRST_WORDS).join(" ")).slice(0, FIRST_CODE_POINTS).join("");
  return start.length < words.join(" ").length ? `${start} ...` : start;
}

const tokens = (count: number) => (count === 1 ? "1 token" : `${count.toLocaleString("en-US")} tokens`);

/** A short honest answer in Markdown for an input that nothing was prepared for; its opening follows the turn. */
export function fallbackAnswer({ input, model, systemTokens, turns, maxTokens }: Received): string {
  const opening = OPENINGS[turns <= 1 ? 0 : 1 + ((turns - 2) % (OPENINGS.length - 1))];
  return `${opening}

You wrote:

> ${firstWords(input) || "(nothing but a directive)"}

| Received | |
| --- | --- |
| Model | \`${model}\` |
| System prompt | ${systemTokens === 0 ? "none" : tokens(systemTokens)} |
| Your turns in this conversation | ${turns} |
| Room for the answer | ${tokens(maxTokens)} |

For real answers, stop the server with Ctrl-C and start it again with a key:

\`\`\`sh
ANTHROPIC_API_KEY=your-key npm start
\`\`\`

Without a key, try one of the package's suggested inputs: those have answers written in advance.
`;
}

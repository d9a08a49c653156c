import type { RunRequest } from "@/lib/runs/run-request";

type Snippet = { origin: string; body: RunRequest; idempotencyKey: string };

const PATH = "/api/v1/playground/run";
/** Linux takes 128 kB for one argument; what is longer goes in by standard input. */
const ARGUMENT_BYTES_MAX = 100_000;
/** Signs that JSON leaves as they are, though a terminal may take them for a command or an editor for a line's end. */
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** JSON, and so also JavaScript, in which every sign can be seen. */
function visibleJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    UNSEEN,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A text as one word of a POSIX shell: between single quotes nothing has a meaning but these themselves. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A run as a command for a POSIX shell, with the token out of `$PRPM_TOKEN`. */
export function curlSnippet({ origin, body, idempotencyKey }: Snippet): string {
  const json = visibleJson(body);
  const fits = new TextEncoder().encode(shellQuote(json)).byteLength <= ARGUMENT_BYTES_MAX;
  const lines = [
    `curl -sS ${shellQuote(`${origin}${PATH}`)}`,
    `-H "Authorization: Bearer $PRPM_TOKEN"`,
    `-H 'Content-Type: application/json'`,
    `-H ${shellQuote(`Idempotency-Key: ${idempotencyKey}`)}`,
    fits ? `--data-raw ${shellQuote(json)}` : "--data-binary @- <<'PRPM_BODY'",
  ];
  const command = `${lines.join(" \\\n  ")}\n`;
  return fits ? command : `${command}${json}\nPRPM_BODY\n`;
}

/** A run as TypeScript that any recent Node or Bun can run as it is. */
export function typescriptSnippet({ origin, body, idempotencyKey }: Snippet): string {
  return `// The key makes it one run however often it is sent; another key makes another run.
const response = await fetch(${visibleJson(`${origin}${PATH}`)}, {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${process.env.PRPM_TOKEN}\`,
    "Content-Type": "application/json",
    "Idempotency-Key": ${visibleJson(idempotencyKey)},
  },
  body: JSON.stringify(${visibleJson(body, 2).replaceAll("\n", "\n  ")}),
});
const receipt = await response.json();
if (!response.ok) throw new Error(receipt.message);
console.log(receipt.response);
`;
}

import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { RunRequest } from "@/lib/runs/run-request";
import { repeatBody } from "./repeat-body";
import { curlSnippet, shellQuote, typescriptSnippet } from "./run-snippets";
import { newTurn, type Turn } from "./turn";

afterEach(() => vi.unstubAllEnvs());

const ID = "019a1b2c-0000-7000-8000-000000000000";
const SESSION = "019a1b2c-0000-7000-8000-000000000001";
const PARENT = "019a1b2c-0000-7000-8000-000000000002";
const prompt = { kind: "package", ref: { id: ID, scope: "a", name: "b", format: "claude", version: "1.2.0" } } as const;
const turn: Turn = {
  ...newTurn({ key: "k", userInput: "Hi", prompt, model: "haiku", parentRunId: null, versions: [], startedAt: null }),
  creditsQuoted: 2,
};

const HOSTILE = [
  `It's "quoted" \\ and \`ticked\` $(id) \${HOME} !! $PRPM_TOKEN`,
  "'; exit 1; echo '",
  "lines\nand\r\nmore\n\n",
  "\nPRPM_BODY\nexit 1\n",
  "Ναός 🏛️ e\u0301 \u2028 \u202e \ufeff \u009b31m \u001b[201~ \u007f",
  "-n %s %d \\0 \\n @/etc/passwd",
  "</script>`$\\{x}`",
];
const bodyOf = (userInput: string) => ({ packageId: ID, model: "haiku", userInput }) as const;
const snippetOf = (userInput: string) => ({
  origin: "http://localhost:3000",
  body: bodyOf(userInput),
  idempotencyKey: "key-1",
});

/** What a real shell hands to `curl` for a snippet: its arguments, and its standard input. */
function runInShell(snippet: string): { args: string[]; input: string } {
  const curl = `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; printf 'END\\0'; case "$*" in *@-) cat;; esac; }`;
  vi.stubEnv("PRPM_TOKEN", "to'ken");
  const parts = execFileSync("sh", [], { input: `${curl}\n${snippet}`, encoding: "utf8" }).split("\0");
  return { args: parts.slice(0, parts.indexOf("END")), input: parts.at(-1) ?? "" };
}

test("a shell reads back any quoted text as it was", () => {
  for (const text of HOSTILE) {
    expect(execFileSync("sh", ["-c", `printf %s ${shellQuote(text)}`], { encoding: "utf8" })).toBe(text);
  }
  const word = fc.string({ unit: fc.constantFrom("'", '"', "\\", "$", "`", "\n", "!", " ", "é", "a") });
  fc.assert(
    fc.property(word, (text) => {
      expect(execFileSync("sh", ["-c", `printf %s ${shellQuote(text)}`], { encoding: "utf8" })).toBe(text);
    }),
    { numRuns: 50 },
  );
});

test("the command sends exactly the body, the key and the reader's token", () => {
  for (const text of HOSTILE) {
    const { args } = runInShell(curlSnippet(snippetOf(text)));
    expect(args.slice(0, -1)).toEqual([
      "-sS",
      "http://localhost:3000/api/v1/playground/run",
      "-H",
      "Authorization: Bearer to'ken",
      "-H",
      "Content-Type: application/json",
      "-H",
      "Idempotency-Key: key-1",
      "--data-raw",
    ]);
    expect(JSON.parse(args.at(-1) ?? "")).toEqual(bodyOf(text));
  }
});

test("an input too long for an argument goes in by standard input, and nothing in it ends that", () => {
  const text = "Don't stop.\nPRPM_BODY\n".repeat(20_000);
  const { args, input } = runInShell(curlSnippet(snippetOf(text)));
  expect(args.slice(-2)).toEqual(["--data-binary", "@-"]);
  expect(JSON.parse(input)).toEqual(bodyOf(text));
});

test("the program sends exactly the body and prints the answer", async () => {
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  for (const text of HOSTILE) {
    const sent: [string, RequestInit][] = [];
    const said: unknown[] = [];
    const fetch = async (url: string, init: RequestInit) => {
      sent.push([url, init]);
      return Response.json({ response: "Hello" });
    };
    const program = new AsyncFunction("fetch", "process", "console", typescriptSnippet(snippetOf(text)));
    await program(fetch, { env: { PRPM_TOKEN: "t" } }, { log: (word: unknown) => said.push(word) });
    const [url, init] = sent[0] ?? [];
    expect(url).toBe("http://localhost:3000/api/v1/playground/run");
    expect(init?.headers).toMatchObject({ Authorization: "Bearer t", "Idempotency-Key": "key-1" });
    expect(JSON.parse(String(init?.body))).toEqual(bodyOf(text));
    expect(said).toEqual(["Hello"]);
  }
});

test("nothing that a terminal obeys stands in a snippet", () => {
  for (const text of HOSTILE) {
    for (const snippet of [curlSnippet(snippetOf(text)), typescriptSnippet(snippetOf(text))]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      expect(snippet).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e\ufeff]/);
    }
  }
});

test("a first turn is made again with its package, version, model and budget", () => {
  const body = repeatBody(turn, SESSION);
  expect(body).toEqual({ packageId: ID, packageVersion: "1.2.0", model: "haiku", maxCredits: 2, userInput: "Hi" });
  expect(RunRequest.safeParse(body).success).toBe(true);
});

test("a later turn is made again in its place; one of an own prompt takes it from the session", () => {
  const later = { ...turn, parentRunId: PARENT };
  expect(repeatBody(later, SESSION)).toMatchObject({ sessionId: SESSION, parentRunId: PARENT, seam: true });
  expect(repeatBody(later, null)).toBeNull();
  const own = repeatBody({ ...turn, prompt: { kind: "custom", hash: "h" } }, SESSION);
  expect(own).toEqual({
    model: "haiku",
    maxCredits: 2,
    userInput: "Hi",
    sessionId: SESSION,
    parentRunId: null,
    seam: true,
  });
  expect(RunRequest.safeParse(own).success).toBe(true);
});

import { describe, expect, test } from "vitest";
import { findPrivate } from "@/lib/moderation/find-private";
import { redactPrivate } from "@/lib/moderation/redact-private";
import { HARMLESS, PRIVATE } from "@/tests/support/private-texts";

const find = (text: string) => findPrivate([{ at: "answer", text }]);

/** What stands at each finding, with what it is called. */
async function found(text: string): Promise<[string, string][]> {
  return (await find(text)).map(({ label, start, end }) => [label, text.slice(start, end)]);
}

test.each(PRIVATE)("finds a %s in the sentence around it, and all of it", async (label, value, text) => {
  expect(await found(text)).toEqual([[label, value]]);
});

test.each(PRIVATE)(
  "redacts a %s so that nothing of it is left and nothing is found again",
  async (label, value, text) => {
    const redacted = redactPrivate(text, await find(text));
    expect(redacted).toContain(" removed]");
    for (let at = 0; at + 8 <= value.length; at += 1) expect(redacted).not.toContain(value.slice(at, at + 8));
    expect([label, await found(redacted)]).toEqual([label, []]);
  },
);

test.each(PRIVATE)("shows at most the first characters of a %s", async (_label, value, text) => {
  const [finding] = await find(text);
  expect(finding?.sample).toMatch(new RegExp(`^.{0,4}… \\(${value.length} characters\\)$`, "su"));
  expect(JSON.stringify(finding)).not.toContain(value);
});

test.each(Object.entries(HARMLESS))("finds nothing in %s", async (_name, text) => {
  expect(await found(text)).toEqual([]);
});

test("the same value has the same id wherever it stands, another value another", async () => {
  const findings = await findPrivate([
    { at: "title", text: "Ask mara.lindqvist@posteo.de" },
    { at: "turn 1", text: "mara.lindqvist@posteo.de, jonas@posteo.de, mara.lindqvist@posteo.de" },
  ]);
  const [first, ...rest] = findings;
  expect(findings.map(({ at }) => at)).toEqual(["title", "turn 1", "turn 1", "turn 1"]);
  expect(rest.map(({ id }) => id === first?.id)).toEqual([true, false, true]);
});

test("a comment that switches secretlint off switches nothing off", async () => {
  const [[label, token, sentence] = ["", "", ""]] = PRIVATE.filter(([name]) => name === "GitHub token");
  expect(await found(`// secretlint-disable\n${sentence}`)).toEqual([[label, token]]);
});

test("offsets are UTF-16, also after emoji and a byte order mark", async () => {
  const text = "\uFEFF🎉🎉 jonas@posteo.de 🎉";
  expect(await found(text)).toEqual([["E-mail address", "jonas@posteo.de"]]);
  expect(redactPrivate(text, await find(text))).toBe("\uFEFF🎉🎉 [e-mail address removed] 🎉");
});

describe("redacting", () => {
  const hit = (label: string, start: number, end: number) => ({ label, start, end });

  test("hits that overlap become one, under the name of the longest, and leave no part behind", () => {
    expect(redactPrivate("0123456789", [hit("Password", 4, 9), hit("URL", 1, 5)])).toBe("0[password removed]9");
    expect(redactPrivate("0123456789", [hit("Card number", 1, 9), hit("Phone number", 3, 5)])).toBe(
      "0[card number removed]9",
    );
  });

  test("neighbours stay two, and no hits leave the text as it is", () => {
    expect(redactPrivate("abcd", [hit("IBAN", 2, 4), hit("API key", 0, 2)])).toBe("[API key removed][IBAN removed]");
    expect(redactPrivate("abcd", [])).toBe("abcd");
  });
});

const HOSTILE = [
  "1",
  "a",
  ".",
  "@",
  "a@",
  "a.",
  "1 ",
  "12 34-",
  "1234 ",
  "+1 ",
  "+4930",
  "-----BEGIN PRIVATE KEY-----",
];
const MORE_HOSTILE = [
  "eyJ",
  "eyJhbGciOi.",
  "password=",
  "password: ",
  "https://a:b",
  "sk-",
  "/home/",
  "DE00 ",
  "my ip ",
  "tel 1",
];

test.each([...HOSTILE, ...MORE_HOSTILE, "ghp_", "\n", " ", "A1b2", "token is ", "xn--", "Bearer a"])(
  "a megabyte of %j is gone through before anybody loses patience",
  async (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(await find(text)).toBeDefined();
  },
  4_000,
);

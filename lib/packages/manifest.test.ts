import { expect, test } from "vitest";
import { parseManifest } from "@/lib/packages/manifest";

const given = { name: "probe", version: "1.0.0", description: "A probe.", format: "claude", files: ["a.md"] };
const facts = (fields: object, place?: string) => parseManifest("prpm.json", { ...given, ...fields }, place).facts;

test("a scope is what stands before the slash, else the organisation, else nobody's yet", () => {
  expect(facts({ name: "@Acme/Probe", organization: "Other" })).toMatchObject({ scope: "acme", name: "probe" });
  expect(facts({ name: "acme/probe" })).toMatchObject({ scope: "acme", name: "probe" });
  expect(facts({ organization: "Acme Corp." })).toMatchObject({ scope: "acme-corp", name: "probe" });
  expect(facts({})).toMatchObject({ scope: null, name: "probe" });
});

test.each(["@acme", "a/b/c", "..", "a b", "-a", "@/a", "a/", "ünï", "a".repeat(101)])(
  "the name %j is refused",
  (name) => {
    expect(() => facts({ name })).toThrow(/name must be/);
  },
);

test("the registry's other words are understood", () => {
  expect(facts({ format: "agents.md" })).toMatchObject({ format: "agents-md", subtype: "rule" });
  expect(facts({ format: "codex", subtype: "snippet" })).toMatchObject({ format: "generic", subtype: "rule" });
  expect(facts({ format: undefined, type: "claude-slash-command" })).toMatchObject({
    format: "claude",
    subtype: "slash-command",
  });
  expect(facts({ author: { name: "Ann", email: "a@b.c" } }).author).toBe("Ann");
  expect(facts({ author: "", license: null })).toMatchObject({ author: null, license: null });
  expect(facts({ tags: ["A", "b"], keywords: ["a", "C", ""] }).tags).toEqual(["a", "b", "c"]);
  expect(parseManifest("prpm.json", { ...given, files: ["a", { path: "b", format: "cursor" }] }).files).toEqual([
    "a",
    "b",
  ]);
});

test("what is not said of the kind is told by the place of the first file", () => {
  expect(facts({ files: [".claude/agents/a.md"] })).toMatchObject({ format: "claude", subtype: "agent" });
  expect(facts({ format: undefined, files: [".cursor/rules/a.mdc"] })).toMatchObject({
    format: "cursor",
    subtype: "rule",
  });
  expect(facts({ format: "mcp" })).toMatchObject({ subtype: "tool" });
  expect(facts({ format: "generic" })).toMatchObject({ subtype: "prompt" });
  expect(() => facts({ format: undefined })).toThrow("prpm.json: format is missing.");
});

test("lists are refused by their length before anything in them is looked at", () => {
  const names = (count: number) => Array.from({ length: count }, (_unused, index) => `f${index}.md`);
  expect(parseManifest("prpm.json", { ...given, files: names(500) }).files).toHaveLength(500);
  expect(() => facts({ files: names(501) })).toThrow("prpm.json: files must be at most 500.");
  expect(() => facts({ tags: Array(501).fill({}) })).toThrow("prpm.json: tags must be at most 500.");
  expect(() => facts({ suggestedInputs: Array(21).fill({}) })).toThrow(
    "prpm.json: suggestedInputs must be at most 20.",
  );
});

test("suggested inputs stay small enough together to be part of every answer", () => {
  const inputs = (length: number) => Array(4).fill({ title: "T", input: "a".repeat(length) });
  expect(facts({ suggestedInputs: inputs(50_000) }).suggestedInputs).toHaveLength(4);
  expect(() => facts({ suggestedInputs: inputs(50_001) })).toThrow("must have at most 200,000 characters together");
});

test("only web addresses become links", () => {
  expect(facts({ homepage: "javascript:alert(1)", repository: "git@host:a/b" })).toMatchObject({ homepage: null });
  expect(facts({ repository: { type: "git", url: "https://example.com/a" } }).homepage).toBe("https://example.com/a");
});

test("suggested inputs are kept in order, byte for byte", () => {
  const suggestedInputs = [
    { title: "One", input: " first\r\n", category: "Basics", recommendedModel: "haiku" },
    { title: "Two", input: "second" },
  ];
  expect(facts({ suggestedInputs }).suggestedInputs).toEqual([
    suggestedInputs[0],
    { title: "Two", input: "second", category: null, recommendedModel: null },
  ]);
  expect(facts({}).suggestedInputs).toBeNull();
  const wrong = [{ title: "One", input: " ", recommendedModel: "gpt" }];
  expect(() => facts({ suggestedInputs: wrong })).toThrow(
    /suggestedInputs\.0\.input must not be empty.*recommendedModel must be/,
  );
});

test("every field that is wrong is named", () => {
  expect(() => parseManifest("prpm.json", {})).toThrow(
    "prpm.json: name is missing; version is missing; description is missing.",
  );
  expect(() => parseManifest("prpm.json", 5)).toThrow("prpm.json: it must be of type object.");
  expect(() => facts({ private: "yes", tags: "a" })).toThrow(
    "tags must be of type array; private must be of type boolean",
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { composePrompt, PROMPT_TOKENS_MAX, type PromptParts, promptText } from "@/lib/packages/compose-prompt";
import { boundTokens } from "@/lib/packages/estimate-tokens";

const skill = (files: Record<string, string | null>, selected?: string[]): PromptParts => ({
  scope: "acme",
  name: "probe",
  format: "claude",
  subtype: "skill",
  files: Object.entries(files).map(([path, content]) => ({ path, content })),
  ...(selected && { selected }),
});
const words = (count: number) => "word ".repeat(count);

test("a skill is SKILL.md whole, then its files in the order it names them, then by path", () => {
  const head = "---\nname: probe\n---\nFirst `references/z.md`, then [a](./references/a.md).\r\n";
  const prompt = composePrompt(
    skill({
      ".claude/skills/probe/assets/m.md": "M",
      ".claude/skills/probe/references/a.md": "A\n",
      ".claude/skills/probe/references/z.md": "Z",
      ".claude/skills/probe/SKILL.md": head,
      "b.md": "B",
    }),
  );
  expect(prompt.kind).toBe("system");
  expect(promptText(prompt)).toBe(
    [
      head,
      '<file path="references/z.md">\nZ\n</file>',
      '<file path="references/a.md">\nA\n</file>',
      '<file path="assets/m.md">\nM\n</file>',
      '<file path="b.md">\nB\n</file>',
    ].join("\n\n"),
  );
  expect(prompt.included).toEqual([
    ".claude/skills/probe/SKILL.md",
    ".claude/skills/probe/references/z.md",
    ".claude/skills/probe/references/a.md",
    ".claude/skills/probe/assets/m.md",
    "b.md",
  ]);
  expect(prompt.listed).toEqual([]);
});

test("a name inside another name or path is no mention of it", () => {
  const prompt = composePrompt(skill({ "SKILL.md": "Read data.md, old/c.md and c.md.", "a.md": "", "c.md": "" }));
  expect(prompt.included).toEqual(["SKILL.md", "c.md", "a.md"]);
});

test("files go in while the whole stays under the limit, and the rest is listed by name", () => {
  const parts = skill({ "SKILL.md": "See.", "a.md": words(3_000), "b.md": words(3_000), "c.md": "small" });
  const prompt = composePrompt(parts);
  expect(prompt.included).toEqual(["SKILL.md", "a.md", "c.md"]);
  expect(prompt.listed).toEqual(["b.md"]);
  expect(promptText(prompt)).toMatch(/not included here:\n- b\.md$/);
  expect(boundTokens(promptText(prompt))).toBeLessThan(PROMPT_TOKENS_MAX);
});

test("SKILL.md goes whole however long it is, and leaves room for nothing else", () => {
  const long = words(6_000);
  const prompt = composePrompt(skill({ "SKILL.md": long, "a.md": "A" }));
  expect(prompt).toMatchObject({ included: ["SKILL.md"], listed: ["a.md"] });
  expect(promptText(prompt).startsWith(long)).toBe(true);
});

test("what the user ticked takes the place of the choice by weight", () => {
  const files = { "SKILL.md": "See.", "a.md": words(6_000), "b.md": "B", "c.md": "C" };
  const prompt = composePrompt(skill(files, ["c.md", "a.md", "gone.md"]));
  expect(prompt).toMatchObject({ included: ["SKILL.md", "a.md", "c.md"], listed: ["b.md"] });
  expect(composePrompt(skill(files, [])).included).toEqual(["SKILL.md"]);
});

test("a file whose text was not loaded is listed", () => {
  const loaded = composePrompt(skill({ "SKILL.md": "See.", "a.md": words(6_000), "b.md": "B" }));
  expect(composePrompt(skill({ "SKILL.md": "See.", "a.md": null, "b.md": "B" }))).toEqual(loaded);
});

test("front matter configures the tool and is not sent, unless there is nothing else", () => {
  const one = (subtype: string, content: string): PromptParts => ({
    ...skill({ "probe.md": content }),
    subtype,
  });
  expect(promptText(composePrompt(one("agent", "---\nmodel: opus\n---\n\nYou review.\n")))).toBe("You review.\n");
  expect(promptText(composePrompt(one("rule", "---\nglobs: **/*.ts\n---\nBe strict.")))).toBe("Be strict.");
  expect(promptText(composePrompt(one("rule", "---\ndescription: Only this\n---\n")))).toContain("Only this");
  expect(promptText(composePrompt(one("prompt", "--- no front matter\n---\nx")))).toBe("--- no front matter\n---\nx");
});

test("a slash command is a template, and hooks, servers and tools are shown only", () => {
  const command = { ...skill({ "probe.md": "---\nx: y\n---\nFix $1.", "z.sh": "echo $1" }), subtype: "slash-command" };
  expect(composePrompt(command)).toEqual({
    kind: "command",
    template: "Fix $1.",
    included: ["probe.md"],
    listed: ["z.sh"],
  });
  expect(composePrompt({ ...command, subtype: "hook" }).kind).toBe("none");
  expect(composePrompt({ ...command, subtype: "tool" }).kind).toBe("none");
  expect(composePrompt({ ...command, format: "mcp", subtype: "prompt" }).kind).toBe("none");
});

test("the obvious file of several is the main one", () => {
  const rule = (files: Record<string, string>) => composePrompt({ ...skill(files), subtype: "rule" }).included;
  expect(rule({ LICENSE: "L", "README.md": "R", ".cursor/rules/other.mdc": "O" })[0]).toBe(".cursor/rules/other.mdc");
  expect(rule({ "a.md": "A", "docs/probe.md": "P", "README.md": "R" })).toEqual(["docs/probe.md", "README.md", "a.md"]);
  expect(rule({ "README.md": "R" })).toEqual(["README.md"]);
});

test("the same files give the same bytes, whatever order they come in, and each is whole or named", () => {
  const path = fc.stringMatching(/^[a-z]{1,6}(\/[a-z]{1,6})?\.md$/);
  const files = fc.uniqueArray(fc.record({ path, content: fc.string({ maxLength: 50 }) }), {
    selector: (file) => file.path,
    maxLength: 12,
  });
  fc.assert(
    fc.property(files, fc.string(), (extra, head) => {
      const all = [{ path: "SKILL.md", content: head }, ...extra];
      const parts = { ...skill({}), files: all };
      const prompt = composePrompt(parts);
      expect(composePrompt({ ...parts, files: [...all].reverse() })).toEqual(prompt);
      expect([...prompt.included, ...prompt.listed].sort()).toEqual(all.map((file) => file.path).sort());
      for (const file of all) {
        if (prompt.included.includes(file.path)) expect(promptText(prompt)).toContain(file.content);
      }
    }),
  );
});

test("hundreds of names that are everywhere and nowhere are put in order in no time", () => {
  const names = Array.from({ length: 499 }, (_unused, index) => "a".repeat(index + 1));
  const files = Object.fromEntries(names.map((name) => [name, "x"]));
  const begun = performance.now();
  composePrompt(skill({ "SKILL.md": "a".repeat(100_000), ...files }));
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test("a file too long to fit is left out as one that was weighed is", () => {
  for (const [length, isIn] of [
    [47_000, true],
    [48_008, false],
    [48_009, false],
  ] as const) {
    const prompt = composePrompt(skill({ "SKILL.md": "x", "a.md": " ".repeat(length) }));
    expect(prompt.included.includes("a.md"), String(length)).toBe(isIn);
  }
});

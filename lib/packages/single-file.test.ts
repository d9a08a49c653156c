import { expect, test } from "vitest";
import { manifestOfFile } from "@/lib/packages/single-file";

const facts = (path: string, content: string) => manifestOfFile({ path, content, fallbackName: "folder" }).facts;

test.each([
  [".cursor/rules/strict.mdc", "cursor", "rule", "strict"],
  [".claude/agents/reviewer.md", "claude", "agent", "reviewer"],
  [".claude/commands/git/commit.md", "claude", "slash-command", "commit"],
  ["commands/commit.md", "claude", "slash-command", "commit"],
  [".github/chatmodes/planner.chatmode.md", "copilot", "chatmode", "planner"],
  [".github/prompts/plan.prompt.md", "copilot", "prompt", "plan"],
  [".windsurf/rules/bash.md", "windsurf", "rule", "bash"],
  [".continue/prompts/post.md", "continue", "prompt", "post"],
  [".kiro/steering/react.md", "kiro", "rule", "react"],
  [".opencode/agent/fix.md", "opencode", "agent", "fix"],
  ["service/AGENTS.md", "agents-md", "rule", "service"],
  ["GEMINI.md", "gemini", "rule", "folder"],
  [".cursorrules", "cursor", "rule", "folder"],
  ["notes/plain.md", "generic", "prompt", "plain"],
])("%s is a %s %s", (path, format, subtype, name) => {
  expect(facts(path, "# Be kind\n\nText")).toMatchObject({
    format,
    subtype,
    name,
    version: "1.0.0",
    description: "Be kind",
  });
});

test("front matter says more", () => {
  const content =
    "---\nname: Trace Reader\ndescription: Reads traces.\nversion: 1.2\ntags: a, B\nauthor: Ann\nprivate: true\n---\nText";
  expect(facts("x.md", content)).toMatchObject({
    scope: null,
    name: "trace-reader",
    description: "Reads traces.",
    version: "1.2.0",
    tags: ["a", "b"],
    author: "Ann",
    visibility: "private",
  });
  expect(facts("x.md", "---\nname: '@acme/probe'\nmetadata:\n  version: 2.0.1\n---\nText")).toMatchObject({
    scope: "acme",
    name: "probe",
    version: "2.0.1",
  });
});

test("a version that is none is refused by name", () => {
  expect(() => facts("x.md", "---\nversion: soon\n---\nText")).toThrow("x.md: version must look like 1.0.0.");
});

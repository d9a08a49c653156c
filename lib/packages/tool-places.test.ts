import { expect, test } from "vitest";
import { inferKind } from "@/lib/packages/infer-kind";
import { FORMATS, SUBTYPES } from "@/lib/packages/package";
import { toolPlaces } from "@/lib/packages/tool-places";

type Placed = Parameters<typeof toolPlaces>[0];

/** The places that there are, by tool. */
const placesOf = (of: Omit<Placed, "name">) =>
  Object.fromEntries(
    toolPlaces({ name: "kind", ...of }).flatMap(({ tool, path }) => (path === null ? [] : [[tool, path]])),
  );

test("a package goes where its own tool looks for its kind, and nowhere else", () => {
  expect(placesOf({ format: "claude", subtype: "skill", main: "SKILL.md" })).toEqual({
    claude: ".claude/skills/kind/SKILL.md",
  });
  expect(placesOf({ format: "cursor", subtype: "rule", main: "rule.md" })).toEqual({
    cursor: ".cursor/rules/kind.mdc",
  });
  expect(placesOf({ format: "copilot", subtype: "chatmode", main: "a.md" })).toEqual({
    copilot: ".github/chatmodes/kind.chatmode.md",
  });
  expect(placesOf({ format: "windsurf", subtype: "slash-command", main: "a.md" })).toEqual({
    windsurf: ".windsurf/workflows/kind.md",
  });
});

test("a file that lies where its tool looks stays there", () => {
  const main = ".cursor/rules/deep/other.mdc";
  expect(placesOf({ format: "cursor", subtype: "rule", main })).toEqual({ cursor: main });
  const shared = ".github/copilot-instructions.md";
  expect(placesOf({ format: "copilot", subtype: "rule", main: shared })).toEqual({ copilot: shared });
});

test("AGENTS.md goes to the tools that read it; hooks, servers and what no tool owns have no place", () => {
  expect(Object.keys(placesOf({ format: "agents-md", subtype: "rule", main: "AGENTS.md" }))).toEqual([
    "cursor",
    "copilot",
    "windsurf",
  ]);
  expect(placesOf({ format: "claude", subtype: "hook", main: ".claude/settings.json" })).toEqual({});
  expect(placesOf({ format: "generic", subtype: "prompt", main: "a.md" })).toEqual({});
  expect(placesOf({ format: "mcp", subtype: "tool", main: "mcp.json" })).toEqual({});
});

test("published again from its place, a package is of the same kind", () => {
  for (const format of FORMATS) {
    for (const subtype of SUBTYPES) {
      for (const path of Object.values(placesOf({ format, subtype, main: "text.md" }))) {
        expect(inferKind(path), `${format} ${subtype}`).toEqual({ format, subtype });
      }
    }
  }
});

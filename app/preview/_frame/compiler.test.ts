import { beforeAll, describe, expect, test } from "vitest";
import "./compiler";
import { AnswerFiles } from "./answer-files";
import { LOOP_GUARD } from "./endless-loops";
import { libraries } from "./libraries";

let turns = 0;

beforeAll(() => {
  Object.defineProperty(globalThis, LOOP_GUARD, {
    value: () => {
      turns += 1;
      if (turns > 10_000) throw new Error("endless");
    },
  });
});

function run(script: string): unknown {
  turns = 0;
  // biome-ignore lint/security/noGlobalEval: what comes out of the compiler is to be run.
  return globalThis.eval(libraries.guard?.(script) ?? "");
}

describe("loops that can be ended", () => {
  test.each([
    "while (true);",
    "for (;;) {}",
    "do ; while (true)",
    "do { } while (true)",
    "outer: for (;;) { for (const a of [1]) continue outer; }",
    "for (;;) for (;;) ;",
    "for (;;) try { for (;;); } catch {}",
    "(() => { while (1) {} })()",
    "for (const a of (function* () { while (true) yield 1 })());",
  ])("%s", (script) => {
    expect(() => run(script)).toThrow("endless");
  });

  test.each([
    ["let n = 0; for (const a of [1, 2]) for (const b in { x: 1, y: 2 }) n += a; n", 6],
    ["let n = 0; do n += 1; while (n < 3) n", 3],
    ["let n = 0; a: for (;;) { for (;;) { n += 1; break a } } n", 1],
    ["let n = 0; for (let i = 0; i < 3; i += 1) if (i) n += i; else n += 10; n", 13],
    ["let n = 0; if (true) while (n < 2) n += 1; else n = 9; n", 2],
  ])("%s is still %i", (script, value) => {
    expect(run(script)).toBe(value);
  });

  test("a script that is none stays as it is, for its error to be told", () => {
    expect(libraries.guard?.("for (;;) {")).toBe("for (;;) {");
  });
});

test("compiled code has its lines where they were", () => {
  const text = 'import { a } from "./a";\n\ntype B = {\n  c: string;\n};\nexport default (b: B) => <p>{a}{b.c}</p>;\n';
  const lines = libraries.compile?.("b.tsx", text).split("\n") ?? [];
  expect(lines).toHaveLength(7);
  expect(lines[5]).toContain("b.c");
});

test.each([
  ["src/App.tsx", "./ui/title", "src/ui/title.tsx"],
  ["src/ui/title.tsx", "../app.css", "src/app.css"],
  ["src/App.tsx", "./ui", "src/ui/index.ts"],
  ["src/App.tsx", "@/ui/title", "src/ui/title.tsx"],
  ["src/App.tsx", "./ui/title.js", "src/ui/title.tsx"],
  ["index.html", "/App.tsx?v=1", "src/App.tsx"],
  ["index.html", "https://elsewhere.example/src/App.tsx", null],
  ["index.html", "//elsewhere.example/a.js", null],
  ["index.html", "../../../etc/passwd", null],
  ["index.html", "", null],
])("in %s the address %j means %s", (from, written, path) => {
  const files = ["src/App.tsx", "src/ui/title.tsx", "src/ui/index.ts", "src/app.css"].map((known) => ({
    path: known,
    text: "",
  }));
  expect(new AnswerFiles(files).find(from, written)).toBe(path);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { FILLED_LENGTH_MAX } from "@/lib/prompts/prompt-limits";
import { fillPrompt, variablesOf } from "@/lib/prompts/template";

test("variables are named once each, in the order in which they come", () => {
  expect(variablesOf("Write {{tone}} for {{who-1}}, always {{tone}}, {{ _x }} and {{\tb }}.")).toEqual([
    "tone",
    "who-1",
    "_x",
    "b",
  ]);
});

test("what is no variable stays text: other braces, names that are none, blanks over lines, an escaped one", () => {
  const text = "{a} {{}} {{ }} {{1st}} {{a b}} {{a\n}} \\{{name}} {{-x}} {{é}} {{#if a}}";
  expect(variablesOf(text)).toEqual([]);
  expect(fillPrompt(text, { name: "no" })).toEqual({ text: text.replace("\\{{", "{{"), missing: [] });
  expect(variablesOf(`{{${"a".repeat(64)}}} {{${"b".repeat(65)}}}`)).toEqual(["a".repeat(64)]);
  expect(variablesOf("{{{deep}}}")).toEqual(["deep"]);
});

test("a value is put in as it is, also where it looks like a variable or a pattern of replacement", () => {
  const values = { a: "{{b}}", b: "$& $1 \\{{a}}" };
  expect(fillPrompt("{{a}}{{ b }}{{a}}", values)).toEqual({ text: "{{b}}$& $1 \\{{a}}{{b}}", missing: [] });
});

test("names without a value are told and stay in the text; what every object has is no value", () => {
  expect(fillPrompt("{{a}} {{constructor}} {{b}} {{a}}", { b: "", c: "x" })).toEqual({
    text: "{{a}} {{constructor}} {{b}} {{a}}",
    missing: ["a", "constructor", "b"],
  });
});

test("a small text whose values would make it endless is not built", () => {
  const text = "{{a}}".repeat(1_000);
  expect(fillPrompt(text, { a: "x".repeat(FILLED_LENGTH_MAX / 1_000) }).text?.length).toBe(FILLED_LENGTH_MAX);
  expect(fillPrompt(text, { a: "x".repeat(FILLED_LENGTH_MAX / 1_000 + 1) })).toEqual({ text: null, missing: [] });
});

test("with every value given nothing is missing, and the text around the variables stays", () => {
  const name = fc.stringMatching(/^[A-Za-z_][\w-]{0,20}$/);
  const plain = fc.string({ unit: "binary" }).map((text) => text.replace(/[{}\\]/g, ""));
  fc.assert(
    fc.property(fc.array(fc.tuple(plain, name, fc.string({ minLength: 1 }))), plain, (parts, end) => {
      const values = Object.fromEntries(parts.map(([, key, value]) => [key, value]));
      const template = parts.map(([before, key]) => `${before}{{${key}}}`).join("") + end;
      const expected = parts.map(([before, key]) => before + values[key]).join("") + end;
      expect(variablesOf(template)).toEqual([...new Set(parts.map(([, key]) => key))]);
      expect(fillPrompt(template, values)).toEqual({ text: expected, missing: [] });
    }),
  );
});

test("no text takes long to read, however many braces it has", () => {
  for (const piece of ["{", "{{", "\\{{", "{{a", "{{ \t", "{{a}}"]) {
    const text = piece.repeat(50_000 / piece.length);
    const begun = performance.now();
    fillPrompt(text, { a: "b" });
    variablesOf(text);
    expect(performance.now() - begun).toBeLessThan(500);
  }
});

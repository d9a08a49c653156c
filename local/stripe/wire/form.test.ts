import { expect, test } from "vitest";
import { parseForm } from "./form";

test("brackets nest, numbers that count up from nothing are a list", () => {
  const form =
    "mode=payment&line_items[0][price_data][currency]=usd&line_items[0][quantity]=2&expand[]=a&expand[]=b.c&metadata[x y]=1%262";
  expect(parseForm(form)).toEqual({
    mode: "payment",
    line_items: [{ price_data: { currency: "usd" }, quantity: "2" }],
    expand: ["a", "b.c"],
    metadata: { "x y": "1&2" },
  });
});

test("a list keeps its order whatever the order of its parts", () => {
  const numbers = Array.from({ length: 12 }, (_, index) => `a[${index}]=${index}`).reverse();
  expect(parseForm(numbers.join("&"))["a"]).toEqual(Array.from({ length: 12 }, (_, index) => String(index)));
});

test("no name reaches an object's own machinery", () => {
  const parsed = parseForm("metadata[__proto__]=1&metadata[constructor]=2&__proto__[x]=3");
  expect(Object.keys(parsed["metadata"] ?? {})).toEqual(["__proto__", "constructor"]);
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
});

test.each(["a[b=1", "[a]=1", "a]b=1", "a[b]c=1", `a${"[b]".repeat(9)}=1`, "a=1&a[b]=2"])("%s is refused", (form) => {
  expect(() => parseForm(form)).toThrow();
});

import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "./markdown";

const drawn = (text: string): string => renderToString(<Markdown text={text} />);
const directed = (html: string): (string | undefined)[] =>
  [...html.matchAll(/<(\w+)[^>]* dir="auto"/g)].map((tag) => tag[1]);

test("each block runs the way its own first letters do, and what is inside it goes along", () => {
  expect(directed(drawn("# مرحبا\n\nHello\n\nسلام"))).toEqual(["h2", "p", "p"]);
  // Letters below an element with a direction of its own do not count for the one around it.
  expect(directed(drawn("- مرحبا\n\n- سلام"))).toEqual(["ul"]);
  expect(directed(drawn("> مرحبا\n> - سلام"))).toEqual(["blockquote"]);
  expect(directed(drawn("| سلام |\n| --- |\n| a |"))).toEqual(["div"]);
});

test("code runs from left to right, whatever it says", () => {
  expect(drawn("- سلام\n\n  ```\n  سلام\n  ```")).toContain('<figure dir="ltr"');
});

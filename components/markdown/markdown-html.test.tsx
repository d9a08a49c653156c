import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "./markdown";
import { markdownHtml } from "./markdown-html";

/** What of HTML carries meaning: words, elements and addresses, without looks and controls. */
function meaningOf(html: string): string {
  return html
    .replace(/<button[\s\S]*?<\/button>/g, "")
    .replace(/<(\/?)(?:div|span|figure|figcaption)\b[^>]*>/g, "")
    .replace(/<p class="[^"]*font-mono[^"]*">([\s\S]*?)<\/p>/g, "<pre>$1</pre>")
    .replace(/<(\w+)((?:\s[^<>]*?)?)\/?>/g, (_, tag: string, attributes: string) => {
      const kept = attributes.match(/ (?:href|start|rel|target)="[^"]*"/g) ?? [];
      return `<${tag}${kept.join("")}>`;
    })
    .replace(/&#x27;/g, "&#39;")
    .replace(/<\/?p>|\s+/g, "");
}

const asOnScreen = (text: string) => meaningOf(renderToStaticMarkup(<Markdown text={text} below={3} />));

const TEXTS = [
  "# One\n\n## Two\n\ntext **bold** _em_ ~~del~~ `co<de` \\* &amp; &lt;b&gt;",
  "- a\n- b\n  - c\n\n1. x\n\n2. y\n\n5. z\n\n- [x] done\n- [ ] open",
  '> quoted\n> > twice\n\n---\n\n```ts title="a<b.ts"\nif (a < b) {}\n```\n\n    indented',
  "| a | b |\n|:-|-:|\n| `x` | <b>y</b> |",
  '<script>alert(1)</script>\n\ntext <img src=x onerror="alert(1)"> <br> <!-- c --> </title>\n\n<!-- block -->',
  '[a](javascript:alert(1)) [b](https://x.example/?a=1&b=2 "t") [c](/relative) ![p](https://x.example/p.png) https://y.example <m@x.example>',
  '[a"b](https://x.example/"onmouseover="alert(1)) [c](data:text/html,x) [d]: https://d.example\n\n[d]',
  "word ".repeat(20_000),
];

test.each(TEXTS)("a file says and links what the screen does: %#", (text) => {
  expect(meaningOf(markdownHtml(text, 3))).toBe(asOnScreen(text));
});

const SAFE_TAGS =
  /^<\/?(?:h[2-6]|p|a|strong|em|del|code|pre|br|hr|ul|ol|li|blockquote|figure|figcaption|div|table|thead|tbody|tr|th|td|input)(?: (?:href="(?:https?:\/\/|mailto:)[^"<>]*"|target="_blank"|rel="noopener nofollow ugc"|referrerpolicy="no-referrer"|class="(?:table|task)"|style="text-align:(?:left|right|center)"|start="\d*"|type="checkbox"|disabled|checked))*>$/;

test("no text becomes markup other than ours, and every text says what the screen does", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "*",
      "**",
      "`",
      "```\n",
      "[",
      "](",
      ")",
      "![",
      "<",
      ">",
      '"',
      "'",
      "&#60;",
      "&quot;",
      "javascript:",
      "https://a.b",
    ),
    fc.constantFrom(
      "\n",
      "\n\n",
      "- ",
      "1. ",
      "> ",
      "|",
      "|-|\n",
      "# ",
      "<script>",
      "</p>",
      "<!--",
      "-->",
      " onerror=",
      "[ ] ",
    ),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 50 }), (parts) => {
      const text = parts.join("");
      const html = markdownHtml(text, 3);
      for (const tag of html.match(/<[^>]*>?/g) ?? []) expect(tag).toMatch(SAFE_TAGS);
      expect(meaningOf(html)).toBe(asOnScreen(text));
    }),
    { numRuns: 1_000 },
  );
}, 60_000);

import { expect, test } from "vitest";
import { mendOpenText } from "./mend";

test.each([
  ["plain text", "plain text"],
  ["**bol", "**bol**"],
  ["**bold** and *ita", "**bold** and *ita*"],
  ["**bold ", "**bold**"],
  ["see `cod", "see `cod`"],
  ["**3. Blocker, `a", "**3. Blocker, `a`**"],
  ["text **", "text "],
  ["text `", "text "],
  ["**done**", "**done**"],
  ["`a ** b` and", "`a ** b` and"],
  ["~~gone", "~~gone~~"],
  ["[words](https://exam", "words"],
  ["![alt](https://exam", "alt"],
  ["[a](b) and [words](https://exam", "[a](b) and words"],
  ["a] [words](https://exam", "a] words"],
  ["[x [words](https://exam", "x [words"],
  ["[words](https://example.com) more", "[words](https://example.com) more"],
  ["- one\n- **two", "- one\n- **two**"],
  ["* item\n* other", "* item\n* other"],
  ["done **x**\n\nnext *y", "done **x**\n\nnext *y*"],
  ["2 * 3", "2 * 3"],
])("%j is shown as %j", (raw, shown) => {
  expect(mendOpenText(raw)).toBe(shown);
});

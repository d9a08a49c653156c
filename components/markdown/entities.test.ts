import { expect, test } from "vitest";
import { decodeEntities } from "./entities";

test("resolves named and numeric references", () => {
  expect(decodeEntities("a &amp; b &lt;c&gt; &#38; &#x1F600; &rarr;")).toBe("a & b <c> & \u{1F600} \u2192");
});

test("resolves each reference once", () => {
  expect(decodeEntities("&amp;lt;")).toBe("&lt;");
});

test("leaves unknown names and bare ampersands alone", () => {
  expect(decodeEntities("AT&T &unknown; &constructor; a&b;")).toBe("AT&T &unknown; &constructor; a&b;");
});

test("replaces what is no character", () => {
  expect(decodeEntities("&#0;&#xD800;&#x110000;")).toBe("\ufffd\ufffd\ufffd");
});

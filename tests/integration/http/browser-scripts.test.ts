import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const CHUNKS = ".next/static/chunks";
/** A name that the library gives its own parts, which no minifier changes. */
const ZOD = "_zod";

// It weighs 30 kB, and on its way into a page it tries eval, which the page's policy forbids and Firefox complains of.
test("no script that is sent to browsers has the library that checks input on the server", () => {
  expect(readFileSync("node_modules/zod/v4/core/core.js", "utf8")).toContain(ZOD);
  const scripts = readdirSync(CHUNKS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(20);
  expect(scripts.filter((file) => readFileSync(join(CHUNKS, file), "utf8").includes(ZOD))).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeCursor } from "@/lib/cursor";
import { pool, query } from "@/lib/db/pool.server";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import { getPackageFacets } from "@/lib/packages/get-facets.server";
import { listPackages, type PackageSearch } from "@/lib/packages/list-packages.server";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { testDatabase } from "@/tests/support/database";
import { makeOrganization, makeSource, makeUser } from "./make-people";

let database: Awaited<ReturnType<typeof testDatabase>>;
let ann: Publisher;
let bob: Publisher;

const CATALOGUE = [
  {
    scope: "prpm",
    name: "code-review",
    description: "Reviews a diff for defects that would reach production.",
    tags: ["review"],
  },
  { scope: "prpm", name: "commit-message", description: "Writes a commit message for a change.", tags: ["git"] },
  { scope: "prpm", name: "typescript-strict", description: "Types the compiler can prove.", format: "cursor" as const },
  {
    scope: "prpm",
    name: "plain-english",
    description: "Rewrites text; useful after a code review.",
    subtype: "prompt" as const,
  },
  { scope: "prpm", name: "review", description: "Anything at all.", tags: ["review", "git"] },
];

beforeAll(async () => {
  database = await testDatabase();
  const builtIn = await makeUser("prpm");
  [ann, bob] = [await makeUser("ann"), await makeUser("bob")];
  await makeOrganization("closed", [ann, bob]);
  for (const fields of CATALOGUE) await publishPackage({ publisher: builtIn, source: makeSource(fields) });
  const privately = { visibility: "private" as const, description: "Reviews in private." };
  await publishPackage({
    publisher: ann,
    source: makeSource({ name: "secret-review", ...privately, tags: ["hidden"] }),
  });
  await publishPackage({ publisher: ann, source: makeSource({ scope: "closed", name: "team-review", ...privately }) });
});

afterAll(async () => {
  await pool().end();
  await database.drop();
});

async function names(search: Omit<PackageSearch, "viewerId"> & { viewerId?: string | null }): Promise<string[]> {
  return (await listPackages({ viewerId: null, ...search })).items.map((item) => item.name);
}

test("without words the newest come first", async () => {
  expect(await names({})).toEqual(["review", "plain-english", "typescript-strict", "commit-message", "code-review"]);
  expect(await names({ q: "  " })).toHaveLength(5);
});

test.each([
  ["the name", "code-review"],
  ["words", "code review"],
  ["the beginning of a word", "code rev"],
  ["the full name", "@prpm/code-review"],
  ["the full name without @", "prpm/code-review"],
  ["capitals and stray signs", "  CODE, (Review)!  "],
  ["a word of the description in another form", "reviewing defect"],
  ["one word of several", "defects colourful everywhere"],
  ["a typing mistake", "code reveiw"],
  ["a missing letter", "cod-reviw"],
  ["a mistake in the full name", "@prpm/code-reveiw"],
])("%s finds the package first", async (_what, q) => {
  expect((await names({ q }))[0]).toBe("code-review");
});

test("more mistakes are forgiven too", async () => {
  expect((await names({ q: "typscript" }))[0]).toBe("typescript-strict");
  expect((await names({ q: "comit mesage" }))[0]).toBe("commit-message");
});

test("a name that is the word stands before names and descriptions that have it", async () => {
  expect(await names({ q: "review" })).toEqual(["review", "code-review", "plain-english"]);
});

test("what is nowhere is not found, and no signs are an operator", async () => {
  for (const q of ["zzqxj", "!!!", "';--", "\\", "\0", "a\ud800"]) expect(Array.isArray(await names({ q }))).toBe(true);
  expect(await names({ q: "zzqxj" })).toEqual([]);
  expect(await names({ q: "!!!" })).toEqual([]);
  for (const tag of ["\0", "\ud800", ""]) expect(await names({ tag })).toEqual([]);
  for (const q of ["\u0300", "\u00bd", "\u20e3", "\u{1d7d8}"]) expect(Array.isArray(await names({ q }))).toBe(true);
});

test("filters hold beside words and without", async () => {
  expect(await names({ format: "cursor" })).toEqual(["typescript-strict"]);
  expect(await names({ subtype: "prompt" })).toEqual(["plain-english"]);
  expect(await names({ tag: "Git" })).toEqual(["review", "commit-message"]);
  expect(await names({ q: "review", tag: "git" })).toEqual(["review"]);
  expect(await names({ q: "review", format: "kiro" })).toEqual([]);
});

test("private packages are found by those who may see them only", async () => {
  const hidden = async (viewerId: string | null) =>
    (await names({ viewerId, q: "review", limit: 100 })).filter((name) => /secret|team/.test(name)).sort();
  expect(await hidden(ann.id)).toEqual(["secret-review", "team-review"]);
  expect(await hidden(bob.id)).toEqual(["team-review"]);
  expect(await hidden(null)).toEqual([]);
  expect(await names({ viewerId: bob.id })).toHaveLength(6);
});

test("facets count what the viewer may see", async () => {
  expect(await getPackageFacets(null)).toEqual({
    formats: [
      { value: "claude", count: 4 },
      { value: "cursor", count: 1 },
    ],
    subtypes: [
      { value: "rule", count: 4 },
      { value: "prompt", count: 1 },
    ],
    tags: [
      { value: "git", count: 2 },
      { value: "review", count: 2 },
    ],
  });
  expect((await getPackageFacets(ann.id)).tags).toContainEqual({ value: "hidden", count: 1 });
});

test("the pages of a list are the list, also when times and scores are the same", async () => {
  const many = Array.from({ length: 25 }, (_unused, index) => `twin-${String(index).padStart(2, "0")}`);
  for (const name of many)
    await publishPackage({ publisher: bob, source: makeSource({ name, description: "One of many twins." }) });
  await query("UPDATE packages SET updated_at = '2026-01-01' WHERE name LIKE 'twin-%'");
  for (const q of [undefined, "twins", "twinn", "twins unheard"]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPackages({ viewerId: null, q, limit: 7, cursor });
      seen.push(...page.items.map((item) => item.id));
      expect(page.items.length).toBeLessThanOrEqual(7);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual((await listPackages({ viewerId: null, q, limit: 100 })).items.map((item) => item.id));
    expect(seen.length).toBeGreaterThanOrEqual(25);
  }
});

test("a cursor that this list did not give out is refused", async () => {
  const { nextCursor } = await listPackages({ viewerId: null, limit: 1 });
  for (const [q, cursor] of [
    [undefined, "x"],
    [undefined, "e30"],
    ["review", nextCursor ?? ""],
    ...["0000-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", `2026-01-01T00:00:00.${"1".repeat(300)}Z`].map(
      (instant) => [undefined, encodeCursor([instant, "019a1b2c-0000-7000-8000-000000000000"])] as const,
    ),
  ] as const) {
    await expect(listPackages({ viewerId: null, q, cursor })).rejects.toMatchObject({ code: "invalid_input" });
  }
});

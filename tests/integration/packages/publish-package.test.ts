import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query } from "@/lib/db/pool.server";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import { boundTokens } from "@/lib/packages/estimate-tokens";
import { findPackage } from "@/lib/packages/get-package.server";
import { getPackageFile } from "@/lib/packages/get-package-file.server";
import { addSuggestedInput } from "@/lib/packages/manage-suggested-inputs.server";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { QUOTA } from "@/lib/packages/require-quota.server";
import { everything } from "./everything";
import { makeSource, makeUser, startPublishing } from "./make-people";

let its: Awaited<ReturnType<typeof startPublishing>>;
let ann: Publisher;
let builtIn: Publisher;

beforeAll(async () => {
  its = await startPublishing();
  ({ ann, builtIn } = its);
});
afterAll(() => its.stop());

test("a package is kept whole, byte for byte, with its weight", async () => {
  const content = "\ufeff# Kind\r\n\u202b\u05e9\u202c 👩‍💻 e\u0301 $& \\ '\n";
  const files = [
    { path: ".claude/skills/whole/SKILL.md", content },
    { path: ".claude/skills/whole/empty.md", content: "" },
  ];
  const source = makeSource({ name: "whole", subtype: "skill", files });
  const published = await publishPackage({ publisher: ann, source });
  expect(published).toMatchObject({ status: "published", package: { scope: "ann", name: "whole", version: "1.0.0" } });
  const ref = { packageId: published.package.id, version: "1.0.0" };
  for (const file of files) expect(await getPackageFile(null, { ...ref, path: file.path })).toBe(file.content);
  expect(await getPackageFile(null, { ...ref, path: "SKILL.md" })).toBeNull();
  expect(await getPackageFile(null, { ...ref, version: "2.0.0", path: ".claude/skills/whole/SKILL.md" })).toBeNull();
  const detail = await findPackage(null, { scope: "ann", name: "whole" });
  expect(detail).toMatchObject({ versionId: published.package.versionId, runnable: true, license: "MIT" });
  expect(detail?.files[0]?.bytes).toBe(Buffer.byteLength(content));
  expect(detail?.prompt.startsWith(content)).toBe(true);
  expect(detail?.tokens).toBe(boundTokens(detail?.prompt ?? ""));
});

test("the provider's count is kept when it gives one, and not asked for twice", async () => {
  let asked = 0;
  const countTokens = async () => {
    asked += 1;
    return 42;
  };
  const source = makeSource({ name: "counted" });
  for (const status of ["published", "unchanged"]) {
    expect(await publishPackage({ publisher: ann, source, countTokens })).toMatchObject({ status });
  }
  expect(asked).toBe(1);
  expect((await findPackage(null, { scope: "ann", name: "counted" }))?.tokens).toBe(42);
  await publishPackage({ publisher: ann, source: makeSource({ name: "silent" }), countTokens: async () => null });
  const rows = await query(
    "SELECT tokens_counted FROM package_versions JOIN packages p ON p.id = package_id WHERE name = 'silent'",
  );
  expect(rows).toEqual([{ tokens_counted: false }]);
});

test("the same again changes nothing; the same version with other content is a conflict that changes nothing", async () => {
  const source = makeSource({
    name: "same",
    suggestedInputs: [{ title: "T", input: "I", category: null, recommendedModel: null }],
  });
  const first = await publishPackage({ publisher: ann, source });
  const before = await everything();
  const again = { ...source, scope: "ann", files: source.files.map((file) => ({ ...file })) };
  expect(await publishPackage({ publisher: ann, source: again })).toEqual({ ...first, status: "unchanged" });
  for (const changed of [
    { files: [{ path: "rule.md", content: "Be kind." }] },
    { files: [{ path: "Rule.md", content: "Be kind.\n" }] },
    { description: "Another." },
    { visibility: "private" as const },
  ]) {
    await expect(publishPackage({ publisher: ann, source: { ...source, ...changed } })).rejects.toMatchObject({
      code: "conflict",
      message: "@ann/same@1.0.0 is published with other content; a version never changes.",
    });
  }
  expect(await everything()).toEqual(before);
});

test("a package in two formats is two packages", async () => {
  await publishPackage({ publisher: ann, source: makeSource({ name: "both", format: "claude" }) });
  await publishPackage({ publisher: ann, source: makeSource({ name: "both", format: "cursor" }) });
  expect((await findPackage(null, { scope: "ann", name: "both" }))?.format).toBe("cursor");
  expect((await findPackage(null, { scope: "ann", name: "both", format: "claude" }))?.format).toBe("claude");
  expect(await findPackage(null, { scope: "ann", name: "both", format: "kiro" })).toBeNull();
});

test("the latest version is the highest release, in whatever order they come", async () => {
  const publish = (version: string) =>
    publishPackage({
      publisher: ann,
      source: makeSource({
        name: "ordered",
        version,
        description: `As of ${version}.`,
        files: [{ path: "a.md", content: version }],
      }),
    });
  const latest = async () => (await findPackage(null, { scope: "ann", name: "ordered" }))?.description;
  await publish("1.0.0-beta.1");
  expect(await latest()).toBe("As of 1.0.0-beta.1.");
  await publish("1.10.0");
  await publish("1.9.0");
  await publish("2.0.0-rc.1");
  expect(await latest()).toBe("As of 1.10.0.");
  const old = await findPackage(null, { scope: "ann", name: "ordered" }, "1.9.0");
  expect(old).toMatchObject({ version: "1.9.0", prompt: "1.9.0" });
  expect(old?.versions.map(({ version }) => version)).toEqual(["2.0.0-rc.1", "1.9.0", "1.10.0", "1.0.0-beta.1"]);
  expect(await findPackage(null, { scope: "ann", name: "ordered" }, "3.0.0")).toBeNull();
});

test("suggested inputs follow the latest manifest that names any, and keep their ids", async () => {
  const input = (title: string) => ({ title, input: `${title} it`, category: null, recommendedModel: null });
  const publish = (version: string, titles: readonly string[] | null) =>
    publishPackage({
      publisher: ann,
      source: makeSource({ name: "inputs", version, suggestedInputs: titles?.map(input) ?? null }),
    });
  const inputs = async () => (await findPackage(null, { scope: "ann", name: "inputs" }))?.suggestedInputs ?? [];
  await publish("1.0.0", ["a", "b"]);
  const [a, b] = await inputs();
  await publish("1.1.0", ["b", "c", "b"]);
  expect((await inputs()).map(({ title }) => title)).toEqual(["b", "c", "b"]);
  expect((await inputs())[0]?.id).toBe(b?.id);
  expect((await inputs()).map(({ id }) => id)).not.toContain(a?.id);
  await publish("1.2.0", null);
  await publish("1.0.1", ["old"]);
  expect((await inputs()).map(({ title }) => title)).toEqual(["b", "c", "b"]);
  await publish("1.3.0", []);
  expect(await inputs()).toEqual([]);
});

test("what was written on the page outlives a manifest that names no inputs, and yields to one that does", async () => {
  const input = (title: string) => ({ title, input: `${title} it`, category: null, recommendedModel: null });
  const publish = (version: string, titles: readonly string[] | null) =>
    publishPackage({
      publisher: ann,
      source: makeSource({ name: "managed", version, suggestedInputs: titles?.map(input) ?? null }),
    });
  const { package: made } = await publish("1.0.0", ["a"]);
  const managed = { userId: ann.id, packageId: made.id };
  const own = await addSuggestedInput(managed, { ...input("own"), category: "everyday", position: 0 });
  await publish("1.1.0", null);
  const inputs = async () => (await findPackage(null, { id: made.id }))?.suggestedInputs ?? [];
  expect((await inputs()).map(({ title, category }) => [title, category])).toEqual([
    ["own", "everyday"],
    ["a", null],
  ]);
  await publish("1.2.0", ["a", "own"]);
  expect(await inputs()).toMatchObject([{ title: "a" }, { id: own.id, category: null }]);
  await publish("1.3.0", ["a"]);
  expect((await inputs()).map(({ title }) => title)).toEqual(["a"]);
});

test("a named version is what it was published as, whatever came after it", async () => {
  const publish = (version: string, subtype: "rule" | "slash-command" | "hook", content: string) =>
    publishPackage({
      publisher: ann,
      source: makeSource({ name: "pinned", version, subtype, files: [{ path: "pinned.md", content }] }),
    });
  const { id } = (await publish("1.0.0", "rule", "A rule")).package;
  await publish("2.0.0", "slash-command", "Do $ARGUMENTS");
  await publish("3.0.0", "hook", "A hook");
  const named = async (version?: string) => {
    const detail = await findPackage(null, { id }, version);
    return [detail?.subtype, detail?.runnable];
  };
  expect(await named("1.0.0")).toEqual(["rule", true]);
  expect(await named("2.0.0")).toEqual(["slash-command", true]);
  expect(await named()).toEqual(["hook", false]);
  const asked = { now: new Date(), userId: ann.id, packageId: id, namesPrompt: true, heaviestFile: 6_000 };
  for (const [version, subtype] of [
    ["1.0.0", "rule"],
    ["2.0.0", "slash-command"],
    ["3.0.0", "hook"],
  ]) {
    const [row] = await query<{ context: { package: { subtype: string } } }>("SELECT run_context($1) AS context", [
      JSON.stringify({ ...asked, version }),
    ]);
    expect(row?.context.package.subtype).toBe(subtype);
  }
});

test("no version is kept without the facts that its runs need", async () => {
  const insert = (manifest: object) =>
    query(
      `INSERT INTO package_versions (id, package_id, version, content_hash, manifest, file_count, total_bytes,
         prompt_tokens, published_by)
       SELECT gen_random_uuid(), package_id, '9.9.9', '', $1, 1, 1, 1, published_by FROM package_versions LIMIT 1`,
      [JSON.stringify(manifest)],
    );
  for (const manifest of [{}, { main: "a.md" }, { subtype: "rule" }]) {
    await expect(insert(manifest)).rejects.toThrow("package_versions_manifest_facts");
  }
  const [kept] = await query("SELECT count(*) FROM package_versions WHERE manifest->>'subtype' IS NULL");
  expect(kept).toEqual({ count: 0 });
});

test.each([
  ["more than 1 MB", "rule", "a".repeat(1_000_001), "1 MB"],
  ["more than 1 MB in bytes only", "rule", "é".repeat(600_000), "1 MB"],
  ["more than 200,000 tokens", "rule", "0".repeat(200_001), "200,000 tokens"],
  ["a template that no input fits into", "slash-command", " ".repeat(400_001), "400,000 characters"],
] as const)("a main file of %s is refused by name and nothing is kept", async (_what, subtype, text, most) => {
  const before = await everything();
  const files = [
    { path: "a.md", content: "A" },
    { path: "huge.md", content: `${text}.` },
  ];
  const source = makeSource({ name: "huge", subtype, files });
  await expect(publishPackage({ publisher: ann, source })).rejects.toMatchObject({
    code: "payload_too_large",
    message: expect.stringContaining(`huge.md makes a prompt of more than ${most}`),
    details: { issues: [{ path: "huge.md" }] },
  });
  expect(await everything()).toEqual(before);
});

test("a file that is too large for a page is kept and not shown", async () => {
  const files = [
    { path: "a.md", content: "A" },
    { path: "data.csv", content: "a".repeat(1_000_001) },
    { path: "most.csv", content: "a".repeat(1_000_000) },
  ];
  const { id } = (await publishPackage({ publisher: ann, source: makeSource({ name: "a", files }) })).package;
  const lengthOf = async (path: string) =>
    (await getPackageFile(null, { packageId: id, version: "1.0.0", path }))?.length;
  expect([await lengthOf("data.csv"), await lengthOf("most.csv")]).toEqual([undefined, 1_000_000]);
});

describe("the storage of an account", () => {
  /** Versions that someone has published before, without their files. */
  async function fill(publisher: Publisher, count: number, bytesOfEach: number): Promise<void> {
    const { id } = (await publishPackage({ publisher, source: makeSource({ name: "first" }) })).package;
    await query(
      `INSERT INTO package_versions (id, package_id, version, content_hash, manifest, file_count, total_bytes,
         prompt_tokens, published_by)
       SELECT gen_random_uuid(), v.package_id, '0.0.' || n, '', v.manifest, 1, $3, 1, $4
       FROM package_versions v, generate_series(1, $2) n WHERE v.package_id = $1 AND v.version = '1.0.0'`,
      [id, count, bytesOfEach, publisher.id],
    );
  }
  const next = (publisher: Publisher, version: string) =>
    publishPackage({ publisher, source: makeSource({ name: "next", version }) });

  test("is 2,000 versions", async () => {
    const prolific = await makeUser("prolific");
    await fill(prolific, QUOTA.versions - 2, 1);
    expect(await next(prolific, "1.0.0")).toMatchObject({ status: "published" });
    await expect(next(prolific, "1.1.0")).rejects.toMatchObject({
      code: "conflict",
      message: "An account can publish 2,000 versions, and you have published them all.",
    });
    expect(await next(prolific, "1.0.0")).toMatchObject({ status: "unchanged" });
  });

  test("is 500 MB", async () => {
    const heavy = await makeUser("heavy");
    const own = Buffer.byteLength(makeSource().files[0]?.content ?? "");
    await fill(heavy, 1, QUOTA.bytes - 2 * own);
    expect(await next(heavy, "1.0.0")).toMatchObject({ status: "published" });
    await expect(next(heavy, "1.1.0")).rejects.toMatchObject({
      code: "conflict",
      message: "An account can publish 500 MB in all; you have 0 MB left and this version needs more.",
    });
  });

  test("has no end for the built-in account", async () => {
    await fill(builtIn, QUOTA.versions, 1_000_000);
    expect(await next(builtIn, "1.0.0")).toMatchObject({ status: "published" });
  });
});

test("a heavy file is no part of the prompt, and the main file is however heavy it is", async () => {
  const heavy = "word ".repeat(20_000);
  const files = [
    { path: "SKILL.md", content: heavy },
    { path: "a.md", content: "A" },
    { path: "big.md", content: heavy },
  ];
  await publishPackage({ publisher: ann, source: makeSource({ name: "heavy", subtype: "skill", files }) });
  const detail = await findPackage(null, { scope: "ann", name: "heavy" });
  expect(detail?.prompt.startsWith(heavy)).toBe(true);
  expect(detail?.files.map(({ path, included }) => [path, included])).toEqual([
    ["SKILL.md", true],
    ["a.md", false],
    ["big.md", false],
  ]);
});

test("what is not there, or is no id or name at all, is nothing", async () => {
  for (const id of ["x", "019a1b2c-0000-7000-8000-000000000000"]) {
    expect(await findPackage(null, { id })).toBeNull();
    expect(await getPackageFile(null, { packageId: id, version: "1.0.0", path: "rule.md" })).toBeNull();
  }
  expect(await findPackage(null, { scope: "\0", name: "a" })).toBeNull();
});

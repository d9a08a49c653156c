import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool, query } from "@/lib/db/pool.server";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import { boundTokens } from "@/lib/packages/estimate-tokens";
import { findPackage } from "@/lib/packages/get-package.server";
import { getPackageFile } from "@/lib/packages/get-package-file.server";
import { addSuggestedInput } from "@/lib/packages/manage-suggested-inputs.server";
import { publishInTurn } from "@/lib/packages/publish-in-turn.server";
import { takePublishLock } from "@/lib/packages/publish-lock.server";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { QUOTA } from "@/lib/packages/require-quota.server";
import { testDatabase } from "@/tests/support/database";
import { makeOrganization, makeSource, makeUser } from "./make-people";

let database: Awaited<ReturnType<typeof testDatabase>>;
let ann: Publisher;
let bob: Publisher;
let builtIn: Publisher;

beforeAll(async () => {
  database = await testDatabase();
  [ann, bob, builtIn] = [await makeUser("ann"), await makeUser("bob"), await makeUser("prpm")];
});

afterAll(async () => {
  await pool().end();
  await database.drop();
});

/** Every row a publication can touch, to see that nothing changed. */
async function everything(): Promise<unknown[]> {
  return await query(`SELECT (SELECT json_agg(p ORDER BY id) FROM packages p) AS packages,
    (SELECT json_agg(v ORDER BY id) FROM package_versions v) AS versions,
    (SELECT json_agg(f ORDER BY package_version_id, path) FROM package_files f) AS files,
    (SELECT json_agg(i ORDER BY id) FROM suggested_inputs i) AS inputs,
    (SELECT json_agg(s ORDER BY name) FROM scopes s) AS scopes`);
}

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

describe("a scope", () => {
  test("of one's own is open, another's is not, and nothing is left of the try", async () => {
    await publishPackage({ publisher: ann, source: makeSource({ scope: "ann", name: "own" }) });
    const before = await everything();
    for (const scope of ["ann", "nobodys", "prpm"]) {
      await expect(
        publishPackage({ publisher: bob, source: makeSource({ scope, name: "own" }) }),
      ).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await everything()).toEqual(before);
  });

  test("of an organisation is open to its members", async () => {
    await makeOrganization("acme", [ann]);
    const published = await publishPackage({ publisher: ann, source: makeSource({ scope: "acme" }) });
    expect(published.package.scope).toBe("acme");
    await expect(
      publishPackage({ publisher: bob, source: makeSource({ scope: "acme", version: "2.0.0" }) }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("that nobody has is taken by the built-in account alone, until someone is called so", async () => {
    await publishPackage({ publisher: builtIn, source: makeSource({ scope: "carol" }) });
    expect(await query("SELECT user_id, organization_id FROM scopes WHERE name = 'carol'")).toEqual([
      { user_id: null, organization_id: null },
    ]);
    const carol = await makeUser("carol");
    await publishPackage({ publisher: carol, source: makeSource({ name: "hers" }) });
    await expect(
      publishPackage({ publisher: bob, source: makeSource({ scope: "carol", name: "his" }) }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await publishPackage({ publisher: builtIn, source: makeSource({ scope: "carol", name: "late" }) });
    expect(await query("SELECT user_id FROM scopes WHERE name = 'carol'")).toEqual([{ user_id: carol.id }]);
  });
});

test("a private package is there for its owner and its organisation only", async () => {
  await makeOrganization("closed", [ann, bob]);
  const outsider = await makeUser("outsider");
  const privately = (fields: object) =>
    publishPackage({ publisher: ann, source: makeSource({ visibility: "private", ...fields }) });
  const own = (await privately({ name: "secret" })).package.id;
  const shared = (await privately({ scope: "closed", name: "secret" })).package.id;
  const seenBy = async (viewer: string | null) => {
    const found = await Promise.all([own, shared].map((id) => findPackage(viewer, { id })));
    const file = { version: "1.0.0", path: "rule.md" };
    const texts = await Promise.all([own, shared].map((packageId) => getPackageFile(viewer, { ...file, packageId })));
    expect(texts.map((text) => text !== null)).toEqual(found.map((detail) => detail !== null));
    return found.map((detail) => detail !== null);
  };
  expect(await seenBy(ann.id)).toEqual([true, true]);
  expect(await seenBy(bob.id)).toEqual([false, true]);
  expect(await seenBy(outsider.id)).toEqual([false, false]);
  expect(await seenBy(null)).toEqual([false, false]);
});

test("twenty publishers of one version at once make one, and are all told the same", async () => {
  const source = makeSource({
    name: "race",
    scope: "brand-new",
    suggestedInputs: [{ title: "T", input: "I", category: null, recommendedModel: null }],
  });
  const results = await Promise.all(Array.from({ length: 20 }, () => publishInTurn({ publisher: builtIn, source })));
  expect(results.filter(({ status }) => status === "published")).toHaveLength(1);
  expect(new Set(results.map((result) => result.package.versionId)).size).toBe(1);
});

test("different versions of one package at once all come in, and the highest is the latest", async () => {
  const versions = Array.from({ length: 12 }, (_unused, index) => `1.${index}.0`);
  await Promise.all(
    versions.map((version) => publishInTurn({ publisher: ann, source: makeSource({ name: "many", version }) })),
  );
  const detail = await findPackage(null, { scope: "ann", name: "many" });
  expect(detail?.version).toBe("1.11.0");
  expect(detail?.versions).toHaveLength(12);
});

test("two contents for one version at once: one comes in, the other is a conflict", async () => {
  const results = await Promise.allSettled(
    ["a", "b"].map((content) =>
      publishInTurn({ publisher: ann, source: makeSource({ name: "duel", files: [{ path: "a.md", content }] }) }),
    ),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
});

test("publishes of one account or into one scope at once do not wait, and others are not disturbed", async () => {
  const [dora, emil] = [await makeUser("dora"), await makeUser("emil")];
  await makeOrganization("busy", [dora, emil, ann]);
  const publish = (publisher: Publisher, scope: string | null) =>
    publishPackage({ publisher, source: makeSource({ scope, name: "at-once" }) });
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await takePublishLock(client, "busy", dora.id);
    const busy = (whose: string) => ({
      code: "conflict",
      message: `Another publish ${whose} is going on; try again.`,
      details: { retryAfterSeconds: 1 },
    });
    await expect(publish(emil, "busy")).rejects.toMatchObject(busy("into this scope"));
    await expect(publish(dora, null)).rejects.toMatchObject(busy("of this account"));
    expect(await publish(emil, null)).toMatchObject({ status: "published" });
    await expect(publish(bob, "busy")).rejects.toMatchObject({ code: "forbidden" });
    const inTurn = publishInTurn({ publisher: emil, source: makeSource({ scope: "busy", name: "at-once" }) });
    await client.query("COMMIT");
    expect(await inTurn).toMatchObject({ status: "published" });
  } finally {
    client.release();
  }
});

test("a version does not change who sees its package", async () => {
  const versions = async (name: string) => (await findPackage(ann.id, { scope: "ann", name }))?.versions.length;
  const publish = (name: string, version: string, visibility: "public" | "private") =>
    publishPackage({ publisher: ann, source: makeSource({ name, version, visibility }) });
  await publish("opened", "1.0.0", "private");
  await publish("hidden", "1.0.0", "public");
  for (const version of ["2.0.0", "2.0.0-beta.1", "0.9.0"]) {
    await expect(publish("opened", version, "public")).rejects.toMatchObject({
      code: "conflict",
      message: '@ann/opened is private, and a new version does not change that; publish it with "private": true.',
    });
    await expect(publish("hidden", version, "private")).rejects.toMatchObject({
      code: "conflict",
      message: '@ann/hidden is public, and a new version does not change that; publish it without "private": true.',
    });
  }
  expect([await versions("opened"), await versions("hidden")]).toEqual([1, 1]);
  expect(await findPackage(null, { scope: "ann", name: "opened" })).toBeNull();
  await publish("opened", "1.1.0", "private");
  expect(await findPackage(null, { scope: "ann", name: "opened" })).toBeNull();
  expect((await findPackage(null, { scope: "ann", name: "hidden" }))?.visibility).toBe("public");
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

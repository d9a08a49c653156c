import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query } from "@/lib/db/pool.server";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import { findPackage } from "@/lib/packages/get-package.server";
import { getPackageFile } from "@/lib/packages/get-package-file.server";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { everything } from "./everything";
import { makeOrganization, makeSource, makeUser, startPublishing } from "./make-people";

let its: Awaited<ReturnType<typeof startPublishing>>;
let ann: Publisher;
let bob: Publisher;
let builtIn: Publisher;

beforeAll(async () => {
  its = await startPublishing();
  ({ ann, bob, builtIn } = its);
});
afterAll(() => its.stop());

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

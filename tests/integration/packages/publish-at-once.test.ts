import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool.server";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import { findPackage } from "@/lib/packages/get-package.server";
import { publishInTurn } from "@/lib/packages/publish-in-turn.server";
import { takePublishLock } from "@/lib/packages/publish-lock.server";
import { publishPackage } from "@/lib/packages/publish-package.server";
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

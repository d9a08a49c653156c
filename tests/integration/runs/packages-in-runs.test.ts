import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { findSession } from "@/lib/sessions/get-session.server";
import { makeSource } from "@/tests/integration/packages/make-people";
import { newUser, receiptOf, refusalOf, rows, run, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct({ LIMIT_RUNS_PER_MINUTE: "1000" });
});
afterAll(() => product.stop());

const ECHO = "[[standin echo_system rate=5000 ttft=1]]";

async function publisherOf(userId: string) {
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [userId]);
  return { id: userId, handle: user?.handle ?? "", isBuiltIn: false };
}

test("D31: a private package runs for its owner and its organisation, and is not found by anybody else", async () => {
  const [owner, colleague, stranger] = [await newUser(), await newUser(), await newUser()];
  const source = makeSource({ visibility: "private", files: [{ path: "rule.md", content: "PRIVATE-CANARY\n" }] });
  const made = await publishPackage({ publisher: await publisherOf(owner.id), source });
  const request = { packageId: made.package.id, userInput: `x ${ECHO}` };
  expect((await receiptOf(owner, request)).response).toContain("PRIVATE-CANARY");
  expect((await refusalOf(run(stranger, request))).code).toBe("not_found");
  expect((await refusalOf(run(colleague, request))).code).toBe("not_found");
  await rows(
    `WITH organization AS (INSERT INTO organizations (id, slug, name) VALUES (gen_random_uuid(), 'team', 'Team') RETURNING id),
      members AS (INSERT INTO organization_members (organization_id, user_id) SELECT id, $2::uuid FROM organization)
    UPDATE packages SET organization_id = organization.id FROM organization WHERE packages.id = $1::uuid`,
    [made.package.id, colleague.id],
  );
  expect((await receiptOf(colleague, request)).response).toContain("PRIVATE-CANARY");
  expect((await refusalOf(run(stranger, request))).code).toBe("not_found");
});

test("D31: a thread keeps its version while a newer one is published, and a pinned version runs its own bytes", async () => {
  const user = await newUser();
  const publisher = await publisherOf(user.id);
  const publish = (version: string, content: string) =>
    publishPackage({
      publisher,
      source: makeSource({ name: "pinned", version, files: [{ path: "rule.md", content }] }),
    });
  const first = await publish("1.0.0", "BYTES-OF-ONE\n");
  const packageId = first.package.id;
  const begun = await receiptOf(user, { packageId, userInput: `x ${ECHO}` });
  await publish("1.1.0", "BYTES-OF-TWO\n");
  const goesOn = await receiptOf(user, { sessionId: begun.sessionId, userInput: `y ${ECHO}` });
  expect(goesOn.response).toContain("BYTES-OF-ONE");
  expect((await receiptOf(user, { packageId, userInput: `x ${ECHO}` })).response).toContain("BYTES-OF-TWO");
  const pinned = await receiptOf(user, { packageId, packageVersion: "1.0.0", userInput: `x ${ECHO}` });
  expect(pinned.response).toContain("BYTES-OF-ONE");
  const unknown = run(user, { packageId, packageVersion: "9.9.9", userInput: "x" });
  expect((await refusalOf(unknown)).code).toBe("not_found");
});

test("what is sent is the package's whole text, however long, and the same bytes each time", async () => {
  const user = await newUser();
  const content = `# Rules\n\n${Array.from({ length: 120 }, (_, index) => `Rule ${index}: be kind.`).join("\n")}\n`;
  const source = makeSource({ name: "whole", files: [{ path: "rule.md", content }] });
  const { package: made } = await publishPackage({ publisher: await publisherOf(user.id), source });
  const request = { packageId: made.id, userInput: `x ${ECHO}`, model: "haiku", maxCredits: 2 };
  const answers = [await receiptOf(user, request), await receiptOf(user, request)];
  expect(answers[0]?.response).toBe(content);
  const hashes = await rows<{ count: number }>(
    "SELECT count(DISTINCT prompt_hash) FROM playground_runs WHERE package_id = $1",
    [made.id],
  );
  expect(hashes).toEqual([{ count: 1 }]);
});

test("D30: over a seam the other package is sent as it usually is, and each turn tells what it was made with", async () => {
  const user = await newUser();
  const publisher = await publisherOf(user.id);
  const skill = async (name: string) => {
    const files = [
      { path: "SKILL.md", content: `---\nname: ${name}\ndescription: x\n---\nSee more.md\n` },
      { path: "more.md", content: `MORE-OF-${name}\n` },
    ];
    return (await publishPackage({ publisher, source: makeSource({ name, subtype: "skill", files }) })).package.id;
  };
  const [one, two] = [await skill("seam-one"), await skill("seam-two")];
  const first = await receiptOf(user, { packageId: one, files: ["SKILL.md"], userInput: `x ${ECHO}` });
  expect(first.response).not.toContain("MORE-OF-seam-one");
  const seam = { sessionId: first.sessionId, seam: true };
  const second = await receiptOf(user, { ...seam, packageId: two, userInput: `y ${ECHO}` });
  expect(second.response).toContain("MORE-OF-seam-two");
  await receiptOf(user, { ...seam, customPrompt: "Answer like a pirate.", userInput: `z ${ECHO}` });
  const session = await findSession(user.id, first.sessionId);
  const made = session?.turns.map(({ runs: [turn] }) => [turn?.packageRef?.name ?? null, turn?.hasCustomPrompt]);
  expect(made).toEqual([
    ["seam-one", false],
    ["seam-two", false],
    [null, true],
  ]);
  expect(new Set(session?.turns.map(({ runs }) => runs[0]?.promptHash)).size).toBe(3);
});

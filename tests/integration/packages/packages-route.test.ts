import { afterAll, beforeAll, expect, test } from "vitest";
import { newUser, receiptOf, refusalOf, run, startProduct } from "@/tests/support/product";
import { tgz } from "./build-archives";

let product: Awaited<ReturnType<typeof startProduct>>;
let token: string;
let user: Awaited<ReturnType<typeof newUser>>;

beforeAll(async () => {
  product = await startProduct();
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  user = await newUser();
  const expiresAt = new Date(Date.now() + 3_600_000);
  ({ token } = await issueApiToken({ userId: user.id, name: "test", scope: "user", expiresAt }));
});

afterAll(() => product.stop());

const ADDRESS = "http://localhost/api/v1/packages";
type Body = Record<string, unknown>;

async function answerOf(response: Response): Promise<{ status: number; body: Body; retryAfter: string | null }> {
  return { status: response.status, body: await response.json(), retryAfter: response.headers.get("retry-after") };
}

/** Publishes one package of one file over the route itself. */
async function publish(fields: object, content = "Be kind."): Promise<Awaited<ReturnType<typeof answerOf>>> {
  const { POST } = await import("@/app/api/v1/packages/route");
  const manifest = { name: "probe", version: "1.0.0", description: "d", format: "claude", files: ["a.md"], ...fields };
  const form = new FormData();
  const bytes = tgz([
    { name: "prpm.json", content: JSON.stringify(manifest) },
    { name: "a.md", content },
  ]);
  form.set("archive", new Blob([new Uint8Array(bytes)]), "a.tgz");
  const headers = { authorization: `Bearer ${token}` };
  const request = new Request(ADDRESS, { method: "POST", headers, body: form });
  return answerOf(await POST(request, { params: Promise.resolve({}) }));
}

test("what is no text is refused in every query, and so is a cursor of no time", async () => {
  const { GET: list } = await import("@/app/api/v1/packages/route");
  const { GET: one } = await import("@/app/api/v1/packages/[id]/route");
  const id = "019a1b2c-0000-7000-8000-000000000000";
  const cursor = Buffer.from(JSON.stringify(["0000-01-01T00:00:00.000Z", id])).toString("base64url");
  for (const query of ["q=%00a", "tag=%00", `cursor=${cursor}`]) {
    const answer = await answerOf(await list(new Request(`${ADDRESS}?${query}`), { params: Promise.resolve({}) }));
    expect([answer.status, answer.body["error"]], query).toEqual([422, "invalid_input"]);
  }
  const named = await one(new Request(`${ADDRESS}/${id}?version=%00`), { params: Promise.resolve({ id }) });
  expect((await answerOf(named)).body).toMatchObject({ error: "invalid_input", issues: [{ path: "version" }] });
});

test("an archive is published whole, and one refusal says which file it was", async () => {
  expect(await publish({ name: "fine" })).toMatchObject({ status: 200, body: { status: "published", name: "fine" } });
  expect(await publish({ name: "heavy" }, "0".repeat(200_001))).toMatchObject({
    status: 413,
    body: { error: "payload_too_large", issues: [{ path: "a.md" }] },
  });
});

test("a publish beside another says so and when to come back", async () => {
  const { inTransaction } = await import("@/lib/db/transaction.server");
  const { takePublishLock } = await import("@/lib/packages/publish-lock.server");
  await inTransaction(async (client) => {
    await takePublishLock(client, "elsewhere", user.id);
    expect(await publish({ name: "second" })).toMatchObject({
      status: 409,
      body: { error: "conflict", message: "Another publish of this account is going on; try again." },
      retryAfter: "1",
    });
  });
  expect(await publish({ name: "second" })).toMatchObject({ status: 200 });
});

test("a pinned version runs as it was published, whatever came after it", async () => {
  const kinds = [
    ["1.0.0", "rule", "I am the rule."],
    ["2.0.0", "slash-command", "Do this: $ARGUMENTS"],
    ["3.0.0", "hook", "I am the hook."],
  ] as const;
  let packageId: unknown;
  for (const [version, subtype, content] of kinds) {
    packageId = (await publish({ name: "pinned", version, subtype }, content)).body["id"];
  }
  const rule = await receiptOf(user, {
    packageId,
    packageVersion: "1.0.0",
    userInput: "[[standin echo_system ttft=1]]",
  });
  expect(rule.response).toBe("I am the rule.");
  const command = { packageId, packageVersion: "2.0.0", userInput: "[[standin echo_user ttft=1]]" };
  expect((await receiptOf(user, command)).response).toContain("Do this:");
  expect(await refusalOf(run(user, { packageId, userInput: "x" }))).toMatchObject({ code: "invalid_input" });
});

test("a command that would make gigabytes of its input is refused before it runs", async () => {
  const { body } = await publish({ name: "bomb", subtype: "slash-command" }, "$ARGUMENTS ".repeat(4_000));
  const begun = performance.now();
  const userInput = "word ".repeat(19_999);
  expect(await refusalOf(run(user, { packageId: body["id"], userInput }))).toMatchObject({
    code: "invalid_input",
    details: { issues: [{ path: "userInput" }] },
  });
  expect(performance.now() - begun).toBeLessThan(2_000);
});

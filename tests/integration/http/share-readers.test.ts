import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, newPerson, type Person } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { newSharer, startSharing } from "@/tests/support/sharing";

let its: Awaited<ReturnType<typeof startSharing>>;

beforeAll(async () => {
  its = await startSharing();
});
afterAll(() => its.app.stop());

async function newLink() {
  const owner = await newSharer();
  const { sessionId } = await its.run(owner, "Words");
  return { owner, sessionId, token: (await its.share(owner, sessionId)).token };
}

type By = { person?: Person; cookie?: string; browser?: string };

const view = (token: string, { person, cookie, browser = "a browser" }: By): Promise<Answer> =>
  its.ask(person ?? null, `/shared/${token}/view`, {
    method: "POST",
    headers: { "user-agent": browser, ...(cookie && { cookie }) },
  });
const vote = (token: string, helpful: unknown, { person, cookie }: By = {}, headers = {}): Promise<Answer> =>
  its.ask(person ?? null, `/shared/${token}/feedback`, {
    body: { helpful },
    headers: { ...(cookie && { cookie }), ...headers },
  });
const cookieOf = ({ headers }: Answer) => (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
const viewsOf = async (token: string) => (await its.read(token)).body["views"];

/** Limits by address would end a test that acts for many people. */
const forgetLimits = () => rows("DELETE FROM rate_limits");

test("people are counted, not reloads, and not the owner", async () => {
  const { owner, token } = await newLink();
  const first = await view(token, {});
  const cookie = cookieOf(first);
  expect(cookie).toMatch(/^prpm_reader=/);
  for (let again = 0; again < 3; again += 1) await view(token, { cookie });
  expect(await viewsOf(token)).toBe(1);
  await view(token, { person: owner });
  expect(await viewsOf(token)).toBe(1);
  const reader = await newPerson();
  await view(token, { person: reader });
  await view(token, { person: reader });
  expect(await viewsOf(token)).toBe(2);
});

test("of readers who keep no cookie one a day is counted for an address and browser; who brings theirs back is a person", async () => {
  const { token } = await newLink();
  await view(token, {});
  const second = await view(token, {});
  await view(token, {});
  expect(await viewsOf(token)).toBe(1);
  await view(token, { browser: "another browser" });
  expect(await viewsOf(token)).toBe(2);
  await view(token, { cookie: cookieOf(second) });
  await view(token, { cookie: cookieOf(second) });
  expect(await viewsOf(token)).toBe(3);
});

test("a reader's cookie that we did not give out is none", async () => {
  const { token } = await newLink();
  for (const forged of ["prpm_reader=abc.def", "prpm_reader=", `prpm_reader=${"x".repeat(22)}.${"y".repeat(22)}`]) {
    const answer = await view(token, { cookie: forged });
    expect(cookieOf(answer)).toMatch(/^prpm_reader=[\w-]{22}\.[\w-]{22}$/);
  }
  expect(await viewsOf(token)).toBe(1);
});

test("D34: a vote changes the count, once a reader; it can be changed and taken back", async () => {
  const { token } = await newLink();
  await forgetLimits();
  const first = await vote(token, true);
  expect(first.body).toEqual({ helpful: 1, notHelpful: 0, yourVote: true });
  const cookie = cookieOf(first);
  expect((await vote(token, true, { cookie })).body).toMatchObject({ helpful: 1, notHelpful: 0 });
  expect((await vote(token, false, { cookie })).body).toMatchObject({ helpful: 0, notHelpful: 1, yourVote: false });
  const reader = await newPerson();
  expect((await vote(token, false, { person: reader })).body).toMatchObject({ helpful: 0, notHelpful: 2 });
  expect((await its.read(token, reader)).body).toMatchObject({ yourVote: false, notHelpful: 2 });
  expect((await vote(token, null, { cookie })).body).toMatchObject({ helpful: 0, notHelpful: 1, yourVote: null });
  expect((await its.read(token)).body).toMatchObject({ yourVote: null, notHelpful: 1 });
});

test("votes of one reader at once count as one", async () => {
  const { token } = await newLink();
  const reader = await newPerson();
  await Promise.all([true, false, true, true].map((helpful) => vote(token, helpful, { person: reader })));
  const { helpful, notHelpful } = (await its.read(token)).body as Record<string, number>;
  expect(Number(helpful) + Number(notHelpful)).toBe(1);
});

test("the owner has no vote, nobody votes from another site, and what is no vote is refused", async () => {
  const { owner, token } = await newLink();
  await forgetLimits();
  expect((await vote(token, true, { person: owner })).status).toBe(403);
  expect((await vote(token, true, {}, { origin: "https://elsewhere.example" })).status).toBe(403);
  expect((await vote(token, true, {}, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await vote(token, "yes")).status).toBe(422);
  expect((await its.read(token)).body).toMatchObject({ helpful: 0, notHelpful: 0 });
});

test("one network without accounts brings thirty readers and votes a day at most, however many cookies it has", async () => {
  const { token } = await newLink();
  for (let reader = 0; reader < 40; reader += 1) {
    await view(token, { cookie: cookieOf(await view(token, {})) });
  }
  expect(await viewsOf(token)).toBe(30);
  await forgetLimits();
  const late = await vote(token, true);
  expect(late).toMatchObject({ status: 429, body: { error: "rate_limited", limit: 30, reason: "rate" } });
  expect(late.headers.get("retry-after")).toBe(String(late.body["retryAfterSeconds"]));
  const reader = await newPerson();
  expect((await vote(token, true, { person: reader })).body).toMatchObject({ helpful: 1 });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { call, codeOf, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { joinTeam, newPackage } from "@/tests/support/packages";
import { rows } from "@/tests/support/product";
import { askAs, newSharer, PLAYGROUND, shareAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

type Item = { token: string; helpful: number; notHelpful: number; featured: boolean } & Record<string, unknown>;
type List = { items: Item[]; nextCursor: string | null; total: number };

async function results(packageId: string, query = "", person: Person | null = null): Promise<List> {
  const answer = await askAs(app, person, `/api/v1/packages/${packageId}/shares${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as List;
}
const tokensOf = ({ items }: List) => items.map(({ token }) => token);

const feature = (person: Person | null, token: string, featured = true) =>
  askAs(app, person, `${PLAYGROUND}/shared/${token}/feature`, { body: { featured } });
const vote = (person: Person, token: string, helpful: boolean) =>
  askAs(app, person, `${PLAYGROUND}/shared/${token}/feedback`, { body: { helpful } });

/** So many listed links of a package, the oldest first, of people of their own. */
async function shareListed(packageId: string, count: number) {
  const shares: (Awaited<ReturnType<typeof shareAs>> & { owner: Person })[] = [];
  for (let number = 0; number < count; number += 1) {
    const owner = await newSharer();
    const share = await shareAs(app, owner, { run: { packageId }, body: { listed: true, title: `Result ${number}` } });
    shares.push({ ...share, owner });
  }
  return shares;
}

test("a listed link stands on its package's page with its first lines, and with nothing that names its author", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const [share] = await shareListed(packageId, 1);
  const { items, total } = await results(packageId);
  expect(total).toBe(1);
  expect(items).toEqual([
    {
      token: share?.token,
      title: "Result 0",
      model: "sonnet",
      version: "1.0.0",
      question: expect.stringContaining("Question"),
      answer: expect.stringMatching(/\w/),
      sharedAt: expect.any(String),
      helpful: 0,
      notHelpful: 0,
      featured: false,
    },
  ]);
});

test("each reason not to show a link takes it off the page and out of the count at once", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const shares = await shareListed(packageId, 9);
  const admin = await newAdmin();
  const acts: ((share: (typeof shares)[number]) => Promise<unknown>)[] = [
    ({ owner, sessionId }) =>
      askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { method: "PATCH", body: { listed: false } }),
    ({ owner, sessionId }) => askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}/share`, { method: "DELETE" }),
    ({ owner, sessionId }) => askAs(app, owner, `${PLAYGROUND}/sessions/${sessionId}`, { method: "DELETE" }),
    ({ shareId }) =>
      askAs(app, admin, `/api/v1/admin/shares/${shareId}/take-down`, { body: { reason: "Not for here." } }),
    ({ shareId }) => askAs(app, admin, `/api/v1/admin/shares/${shareId}/hide`, { method: "POST" }),
    ({ owner }) =>
      askAs(app, admin, `/api/v1/admin/users/${owner.id}/sharing`, { body: { banned: true, reason: "Spam." } }),
    ({ owner }) => rows("UPDATE users SET banned_at = now() WHERE id = $1", [owner.id]),
    ({ shareId }) => rows("UPDATE playground_shares SET expires_at = now() WHERE id = $1", [shareId]),
    ({ shareId }) => rows("UPDATE playground_shares SET judgement = 'unjudged' WHERE id = $1", [shareId]),
  ];
  for (const [number, act] of acts.entries()) {
    const share = shares[number];
    if (share === undefined) throw new Error("too few shares");
    expect(tokensOf(await results(packageId)), String(number)).toContain(share.token);
    await act(share);
    const after = await results(packageId);
    expect(tokensOf(after), String(number)).not.toContain(share.token);
    expect(after.total).toBe(shares.length - number - 1);
  }
});

test("D35: sorted before it is cut: by votes, by age, with what the author chose first, each once over all pages", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const shares = await shareListed(packageId, 4);
  const [oldest, second, third, newest] = shares.map(({ token }) => token) as [string, string, string, string];
  const voters = [await newPerson(), await newPerson()];
  for (const voter of voters) await vote(voter, oldest, true);
  await vote(voters[0] as Person, third, true);
  await vote(voters[1] as Person, third, false);
  await vote(voters[0] as Person, newest, false);
  expect((await feature(author, second)).body).toEqual({ featured: true });

  const orders = {
    helpful: [oldest, third, second, newest],
    recent: [newest, third, second, oldest],
    featured: [second, newest, third, oldest],
  };
  for (const [sort, order] of Object.entries(orders)) {
    expect(tokensOf(await results(packageId, `?sort=${sort}`)), sort).toEqual(order);
    expect(tokensOf(await results(packageId, `?sort=${sort}&limit=1`)), sort).toEqual([order[0]]);
    const paged: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null && paged.length < 10) {
      const page: List = await results(packageId, `?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.total).toBe(4);
      paged.push(...tokensOf(page));
      for (const { shareId, sessionId } of shares) {
        expect(Buffer.from(page.nextCursor ?? "", "base64url").toString()).not.toMatch(`${shareId}|${sessionId}`);
      }
      cursor = page.nextCursor;
    }
    expect(paged, sort).toEqual(order);
  }
  const [first] = (await results(packageId)).items;
  expect(first).toMatchObject({ helpful: 2, notHelpful: 0 });
  // A vote that is taken back is no vote.
  await askAs(app, voters[0] as Person, `${PLAYGROUND}/shared/${oldest}/feedback`, { body: { helpful: null } });
  expect((await results(packageId)).items[0]).toMatchObject({ helpful: 1, notHelpful: 0 });
  for (const query of [
    "?sort=nonsense",
    "?cursor=nonsense",
    "?cursor=WzEsIjIwMjYtMDEtMDFUMDA6MDA6MDAuMDAwWiIsIngiXQ",
  ]) {
    expect(codeOf(await askAs(app, null, `/api/v1/packages/${packageId}/shares${query}`))).toEqual([
      422,
      "invalid_input",
    ]);
  }
});

test("only those who look after the package choose what stands first, and only of what is listed and live", async () => {
  const [author, deputy, member, stranger] = await Promise.all([newPerson(), newPerson(), newPerson(), newPerson()]);
  const packageId = await newPackage(author);
  await joinTeam(packageId, [
    { id: deputy.id, role: "admin" },
    { id: member.id, role: "member" },
  ]);
  const [share] = await shareListed(packageId, 1);
  const token = share?.token ?? "";
  expect(codeOf(await feature(null, token))).toEqual([401, "unauthenticated"]);
  for (const person of [stranger, member, share?.owner ?? stranger]) {
    expect(codeOf(await feature(person, token))).toEqual([403, "forbidden"]);
  }
  for (const person of [author, deputy]) expect((await feature(person, token)).status).toBe(200);
  expect((await results(packageId)).items[0]).toMatchObject({ featured: true });
  expect((await feature(deputy, token, false)).body).toEqual({ featured: false });
  expect((await results(packageId)).items[0]).toMatchObject({ featured: false });

  const unlisted = await shareAs(app, await newSharer(), { run: { packageId } });
  expect(codeOf(await feature(author, unlisted.token))).toEqual([409, "conflict"]);
  expect(codeOf(await feature(author, "A".repeat(22)))).toEqual([404, "not_found"]);
  await askAs(app, share?.owner ?? stranger, `${PLAYGROUND}/sessions/${share?.sessionId}/share`, { method: "DELETE" });
  expect(codeOf(await feature(author, token))).toEqual([404, "not_found"]);
});

test("a package that is private shows its results to nobody, and to strangers not even that it is there", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  await shareListed(packageId, 1);
  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [packageId]);
  expect(await results(packageId, "", author)).toEqual({ items: [], nextCursor: null, total: 0 });
  for (const id of [packageId, UNKNOWN_ID]) {
    expect(codeOf(await askAs(app, null, `/api/v1/packages/${id}/shares`))).toEqual([404, "not_found"]);
  }
});

test("the package's page has its results without a script, in the order that the address asks for", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  const [item] = await rows<{ scope: string; name: string }>("SELECT scope, name FROM packages WHERE id = $1", [
    packageId,
  ]);
  const page = `/packages/${item?.scope}/${item?.name}`;
  expect((await call(app, `${page}?results=recent`)).text).toContain("No results yet");
  const shares = await shareListed(packageId, 2);
  for (const [results, order] of [
    ["recent", shares.toReversed()],
    ["nonsense", []],
  ] as const) {
    const { text } = await call(app, `${page}?results=${results}`);
    const found = [...text.matchAll(/href="\/playground\/shared\/([\w-]{22})"/g)].map(([, token]) => token);
    expect(found, results).toEqual(order.map(({ token }) => token));
    for (const { shareId, sessionId, owner } of shares) {
      for (const secret of [shareId, sessionId, owner.id, owner.email]) expect(text).not.toContain(secret);
    }
  }
  expect((await call(app, `${page}?tab=feedback`)).text).not.toContain("What people say");
});

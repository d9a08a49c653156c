import { afterAll, beforeAll, expect, test } from "vitest";
import { call, codeOf, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { joinTeam, newPackage } from "@/tests/support/packages";
import { rows } from "@/tests/support/product";
import { askAs, PLAYGROUND, runAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const SECRET = "what nobody else may read";
const ask = (person: Person | null, path: string) => askAs(app, person, `${PLAYGROUND}/analytics/${path}`);
const packagesOf = async (person: Person) => {
  const { body } = await ask(person, "author");
  return (body["packages"] as { packageId: string; runs: number }[]).map(({ packageId, runs }) => [packageId, runs]);
};

test("each sees exactly its own: user, author, other author, organisation member, admin, nobody", async () => {
  const [user, author, other, member] = [await newPerson(), await newPerson(), await newPerson(), await newPerson()];
  const admin = await newAdmin();
  const [mine, theirs, hidden] = [
    await newPackage(author),
    await newPackage(other),
    await newPackage(author, "1.0.0", "hidden"),
  ];
  await joinTeam(mine, [{ id: member.id, role: "member" }]);
  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [hidden]);
  await runAs(app, user, SECRET, { packageId: mine });
  await runAs(app, author, SECRET, { packageId: mine });

  expect(await packagesOf(user)).toEqual([]);
  expect(await packagesOf(author)).toEqual(
    expect.arrayContaining([
      [mine, 1],
      [hidden, 0],
    ]),
  );
  expect(await packagesOf(other)).toEqual([[theirs, 0]]);
  expect(await packagesOf(member)).toEqual([[mine, 1]]);
  expect(await packagesOf(admin)).toEqual([]);

  const seen = { user: 403, author: 200, other: 403, member: 200, admin: 200, nobody: 401 };
  const hiddenSeen = { user: 404, author: 200, other: 404, member: 404, admin: 200, nobody: 401 };
  const operator = { user: 403, author: 403, other: 403, member: 403, admin: 200, nobody: 401 };
  const people = { user, author, other, member, admin, nobody: null };
  for (const [path, expected] of [
    [`packages/${mine}`, seen],
    [`packages/${hidden}`, hiddenSeen],
    ["operator", operator],
    ["usage", { ...operator, user: 200, author: 200, other: 200, member: 200 }],
  ] as const) {
    for (const [name, person] of Object.entries(people)) {
      const answer = await ask(person, path);
      expect([path, name, answer.status], answer.text).toEqual([path, name, expected[name as keyof typeof people]]);
      expect(answer.text).not.toContain(SECRET);
    }
  }
  expect((await ask(author, `packages/${mine}`)).body).toMatchObject({ runs: 1, people: 1, managers: { runs: 1 } });
  expect(codeOf(await ask(user, `packages/${UNKNOWN_ID}`))).toEqual([404, "not_found"]);
  // The role without a token of the admin scope is not enough.
  await rows("UPDATE users SET role = 'admin' WHERE id = $1", [user.id]);
  expect(codeOf(await ask(user, "operator"))).toEqual([403, "forbidden"]);
  expect(codeOf(await ask(user, `packages/${mine}`))).toEqual([403, "forbidden"]);
});

test("whoever left an organisation sees and changes nothing of its packages, also of those that they published", async () => {
  const [author, member] = [await newPerson(), await newPerson()];
  const packageId = await newPackage(author, "1.0.0", "of-the-team");
  await joinTeam(packageId, [{ id: member.id, role: "owner" }]);
  const seenBy = async (person: Person) => {
    const own = `/api/v1/packages/${packageId}`;
    const input = { body: { title: "Mine still", input: "Is it?" } };
    const answers = [
      await ask(person, `packages/${packageId}`),
      await askAs(app, person, `/dashboard/packages/${packageId}/figures.csv`),
      await askAs(app, person, `${own}/suggested-inputs`, input),
      await askAs(app, person, own),
    ];
    return [...answers.map(({ status }) => status), (await packagesOf(person)).length];
  };
  expect(await seenBy(author)).toEqual([200, 200, 200, 200, 1]);
  await rows("DELETE FROM organization_members WHERE user_id = $1", [author.id]);
  expect(await seenBy(author)).toEqual([403, 403, 403, 200, 0]);
  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [packageId]);
  expect(await seenBy(author)).toEqual([404, 404, 404, 404, 0]);
  expect(await seenBy(member)).toEqual([200, 200, 200, 200, 1]);
  const file = await askAs(app, author, "/api/v1/account/export");
  expect(file.body).toMatchObject({ packages: [], suggestedInputs: [] });
});

test("one's own use counts what ended, what failed and what is in flight, by UTC days", async () => {
  const person = await newPerson();
  await runAs(app, person, "Hello");
  await askAs(app, person, `${PLAYGROUND}/run`, { body: { baseline: true, userInput: "[[standin error=400]]" } });
  const going = askAs(app, person, `${PLAYGROUND}/run`, {
    body: { customPrompt: "Answer in one short sentence.", userInput: "[[standin tokens=400 rate=40]]" },
  });
  const running = () => ask(person, "usage").then(({ body }) => body["running"]);
  await expect.poll(running).toBe(1);
  const { body } = await ask(person, "usage");
  expect(body).toMatchObject({ runs: 3, succeeded: 1, failed: 1, creditsSpent: 1, successRate: 0.5, available: 3 });
  expect((body["byDay"] as unknown[]).length).toBe(30);
  const today = new Date().toISOString().slice(0, 10);
  const one = await ask(person, `usage?from=${today}&to=${today}`);
  expect(one.body).toMatchObject({ from: today, to: today, byDay: [{ day: today, runs: 3 }] });
  const operator = await ask(await newAdmin(), "operator");
  expect(operator.body["runsToday"]).toBeGreaterThanOrEqual(3);
  const [{ id }] = (await rows<{ id: string }>(
    "SELECT id FROM playground_runs WHERE user_id = $1 AND status = 'running'",
    [person.id],
  )) as [{ id: string }];
  await askAs(app, person, `${PLAYGROUND}/runs/${id}/stop`, { method: "POST" });
  await going;
  expect((await ask(person, "usage")).body).toMatchObject({ runs: 3, running: 0 });
});

test("a period that cannot be is refused", async () => {
  const person = await newPerson();
  for (const query of [
    "from=2026-02-30",
    "from=yesterday",
    "from=2026-11-02&to=2026-11-01",
    "from=2020-01-01&to=2026-01-01",
    "to=0000-01-05",
    "to=9999-12-31",
  ]) {
    expect(codeOf(await ask(person, `usage?${query}`)), query).toEqual([422, "invalid_input"]);
  }
  expect(codeOf(await call(app, `${PLAYGROUND}/analytics/usage`, { method: "POST", token: person.token }))).toEqual([
    405,
    "method_not_allowed",
  ]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { joinTeam, newPackage } from "@/tests/support/packages";
import { rows } from "@/tests/support/product";
import { askAs, PLAYGROUND, runAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const TODAY = new Date().toISOString().slice(0, 10);
const file = (person: Person | null, packageId: string, query = "") =>
  askAs(app, person, `/dashboard/packages/${packageId}/figures.csv${query}`);

test("the days of a package are a file for those whose package it is, and nobody else's", async () => {
  const [author, member, other, admin] = [await newPerson(), await newPerson(), await newPerson(), await newAdmin()];
  const [mine, hidden] = [await newPackage(author), await newPackage(author, "1.0.0", "hidden")];
  await joinTeam(mine, [{ id: member.id, role: "member" }]);
  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [hidden]);
  const secret = "what nobody else may read";
  await runAs(app, other, secret, { packageId: mine });
  await runAs(app, author, secret, { packageId: mine });

  const csv = await file(author, mine, `?from=${TODAY}&to=${TODAY}`);
  expect(csv.headers.get("content-type")).toContain("text/csv");
  expect(csv.text.replace("\ufeff", "").split("\r\n")).toEqual([
    "day,runs,succeeded,stopped,failed,credits,managersRuns,baselineRuns,installs",
    `${TODAY},1,1,0,0,1,1,0,0`,
    "",
  ]);
  expect((await file(author, mine)).text.trim().split("\r\n")).toHaveLength(31);
  const people = { author, member, other, admin, nobody: null };
  const expected = { author: 200, member: 200, other: 403, admin: 200, nobody: 401 };
  const ofHidden = { ...expected, member: 404, other: 404 };
  for (const [name, person] of Object.entries(people)) {
    const key = name as keyof typeof people;
    expect([name, (await file(person, mine)).status]).toEqual([name, expected[key]]);
    expect([name, (await file(person, hidden)).status]).toEqual([name, ofHidden[key]]);
  }
  expect(codeOf(await file(author, UNKNOWN_ID))).toEqual([404, "not_found"]);
  expect(codeOf(await file(author, "nonsense"))).toEqual([404, "not_found"]);
  expect(codeOf(await file(author, mine, "?from=yesterday"))).toEqual([422, "invalid_input"]);
  const link = await askAs(app, null, `/dashboard/packages/${mine}/figures.csv`, { headers: { accept: "text/html" } });
  const back = encodeURIComponent(`/dashboard/packages/${mine}`);
  expect([link.status, link.headers.get("location")]).toEqual([303, `/sign-in?callbackUrl=${back}`]);
});

test("a package's days hold its own runs and baselines apart, and a list of packages says whose they are", async () => {
  const [author, other] = [await newPerson(), await newPerson()];
  const packageId = await newPackage(author);
  await joinTeam(packageId, []);
  const lanes = [{ packageId }, { baseline: true }];
  const userInput = "Compared [[standin tokens=5 rate=100000 ttft=0]]";
  await askAs(app, other, `${PLAYGROUND}/comparisons`, { body: { lanes, userInput } });
  await runAs(app, author, "Mine", { packageId });
  const { body } = await askAs(app, author, `${PLAYGROUND}/analytics/packages/${packageId}?from=${TODAY}&to=${TODAY}`);
  expect(body["byDay"]).toMatchObject([{ day: TODAY, runs: 1, managersRuns: 1, baselineRuns: 1, installs: 0 }]);
  const list = await askAs(app, author, `${PLAYGROUND}/analytics/author`);
  expect(list.body["packages"]).toMatchObject([
    { packageId, organization: "Team", runs: 1, managersRuns: 1, baselineRuns: 1 },
  ]);
  expect((await askAs(app, other, `${PLAYGROUND}/analytics/author`)).body["packages"]).toEqual([]);
});

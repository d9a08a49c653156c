import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newPerson, type Person, startApi } from "@/tests/support/api";
import { newPackage } from "@/tests/support/packages";
import { rows } from "@/tests/support/product";
import { cookieOf } from "@/tests/support/session-cookie";
import { askAs, runAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const SECRET = "what nobody else may read";
const today = () => new Date().toISOString().slice(0, 10);

/** A page as somebody's browser gets it. */
async function pageAs(person: Person, path: string): Promise<string> {
  const cookie = await cookieOf(person);
  const { status, text } = await call(app, path, { headers: { cookie } });
  expect(status).toBe(200);
  return text;
}

const csvOf = (person: Person | null, query = "") => askAs(app, person, `/dashboard/usage.csv${query}`);

test("nobody sees another's runs, in the dashboard, behind its figures, by a borrowed cursor or as a file", async () => {
  const [one, other] = [await newPerson(), await newPerson()];
  const packageId = await newPackage(one);
  await runAs(app, one, SECRET, { packageId });
  await runAs(app, one, SECRET);

  const mine = await pageAs(one, "/dashboard/runs");
  expect(mine).toContain(SECRET);
  expect(await pageAs(one, "/dashboard")).toContain("You ran 2 prompts in the last 30 days");
  const { listRuns } = await import("@/lib/insights/list-runs.server");
  const period = { from: today(), to: today() };
  const { nextCursor } = await listRuns({ userId: one.id, period, limit: 1, now: new Date() });
  expect(nextCursor).not.toBeNull();

  for (const query of ["", `?day=${today()}`, `?package=${packageId}`, "?package=none", `?cursor=${nextCursor}`]) {
    const theirs = await pageAs(other, `/dashboard/runs${query}`);
    expect(theirs).not.toContain(SECRET);
    expect(theirs).toContain("No runs here");
  }
  expect(await pageAs(other, "/dashboard")).toContain("No runs yet");
  expect((await csvOf(other)).text.split("\r\n")).toHaveLength(2);
});

test("of many packages the ten with most of what is shown come first, the others together, and all by a link", async () => {
  const person = await newPerson();
  for (let number = 10; number < 23; number += 1) {
    const packageId = await newPackage(person, "1.0.0", `many-${number}-${person.id.slice(-8)}`);
    await rows(
      `INSERT INTO playground_usage (day, user_id, model, package_version_id, runs, succeeded, credits)
      SELECT (now() AT TIME ZONE 'UTC')::date, $1, 'haiku', id, $3, $3, $4 FROM package_versions WHERE package_id = $2`,
      [person.id, packageId, 40 - number, number],
    );
  }
  const shownAt = async (path: string) => [
    ...new Set(Array.from((await pageAs(person, path)).matchAll(/many-(\d\d)-/g), ([, number]) => Number(number))),
  ];
  const firstTen = await pageAs(person, "/dashboard");
  expect(await shownAt("/dashboard")).toEqual([22, 21, 20, 19, 18, 17, 16, 15, 14, 13]);
  expect(firstTen).toMatch(/href="\/dashboard\?packages=all"[^>]*>3 more packages</);
  expect((await shownAt("/dashboard?show=runs"))[0]).toBe(10);
  const all = await pageAs(person, "/dashboard?packages=all");
  expect(await shownAt("/dashboard?packages=all")).toHaveLength(13);
  expect(all).toMatch(/href="\/dashboard"[^>]*>Only the first 10</);
});

test("who is not signed in is sent to sign in and back, or refused where no browser asks", async () => {
  for (const [path, back] of [
    ["/dashboard?show=runs", "%2Fdashboard%3Fshow%3Druns"],
    ["/dashboard/runs?from=2026-11-01&to=2026-11-02", "%2Fdashboard%2Fruns%3Ffrom%3D2026-11-01%26to%3D2026-11-02"],
  ] as const) {
    const { status, headers } = await call(app, path);
    expect([status, headers.get("location")]).toEqual([307, `/sign-in?callbackUrl=${back}`]);
  }
  expect((await csvOf(null)).status).toBe(401);
  const link = await call(app, "/dashboard/usage.csv", { headers: { accept: "text/html,*/*;q=0.8" } });
  expect([link.status, link.headers.get("location")]).toEqual([303, "/sign-in?callbackUrl=%2Fdashboard"]);
});

test("the file has the period's use by day, model and package, and no name in it is a formula", async () => {
  const person = await newPerson();
  const packageId = await newPackage(person);
  await runAs(app, person, "Hello", { packageId });
  await runAs(app, person, "Hello");
  await askAs(app, person, "/api/v1/playground/run", { body: { baseline: true, userInput: "[[standin error=400]]" } });
  // No name that can be published begins so; a file is guarded whatever the database holds.
  await rows("INSERT INTO scopes (name) VALUES ('=cmd')");
  await rows("UPDATE packages SET scope = '=cmd' WHERE id = $1", [packageId]);
  const { headers, text } = await csvOf(person, `?from=${today()}&to=${today()}`);
  expect(headers.get("content-disposition")).toBe(`attachment; filename="prpm-usage-${today()}-to-${today()}.csv"`);
  const [head, ...lines] = text.replace("\ufeff", "").trimEnd().split("\r\n");
  expect(head).toBe("day,model,package,format,runs,succeeded,failed,stopped,tokens,credits");
  expect(lines.sort()).toEqual([
    expect.stringMatching(new RegExp(`^${today()},sonnet,'=cmd/kind-[0-9a-f]+,claude,1,1,0,0,\\d+,1$`)),
    expect.stringMatching(new RegExp(`^${today()},sonnet,none,,2,1,1,0,\\d+,1$`)),
  ]);
  expect((await csvOf(person, "?from=2026-11-02&to=2026-11-01")).status).toBe(422);
  expect((await csvOf(person, "?to=9999-12-31")).status).toBe(422);
  expect((await csvOf(person, "?from=2000-01-01&to=2000-01-02")).text.trimEnd().split("\r\n")).toHaveLength(1);
});

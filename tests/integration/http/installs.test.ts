import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, codeOf, newAdmin, newPerson, type Person, startApi, UNKNOWN_ID } from "@/tests/support/api";
import { joinTeam, newPackage } from "@/tests/support/packages";
import { rows } from "@/tests/support/product";
import { askAs, PLAYGROUND } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

type By = { person?: Person | null; cookie?: string; browser?: string; origin?: string };

const install = (packageId: string, body: object, { person = null, cookie, browser = "a browser", origin }: By = {}) =>
  askAs(app, person, `/api/v1/packages/${packageId}/installs`, {
    body,
    headers: { "user-agent": browser, ...(cookie && { cookie }), ...(origin && { origin }) },
  });
const cookieOf = ({ headers }: Answer) => (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
const figuresOf = async (author: Person, packageId: string) =>
  (await askAs(app, author, `${PLAYGROUND}/analytics/packages/${packageId}`)).body as {
    installs: number;
    installsByWay: { way: string; tool: string | null; installs: number }[];
    byVersion: { version: string; runs: number; installs: number }[];
    byDay: { day: string; installs: number }[];
  };

/** Limits by address would end a test that acts for many people. */
const forgetLimits = () => rows("DELETE FROM rate_limits");

const COMMAND = { way: "command" };

test("a reader counts once a version and day, in the way that came first; another reader counts too", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  await newPackage(author, "2.0.0");
  const first = await install(packageId, { ...COMMAND, version: "1.0.0" });
  expect([first.status, first.body]).toEqual([200, { counted: true }]);
  const cookie = cookieOf(first);
  expect(cookie).toMatch(/^prpm_reader=/);
  // Once more, at once, with another button; and without the cookie from the same browser.
  const file = { way: "file", tool: "cursor", version: "1.0.0" };
  await Promise.all([1, 2, 3].map(() => install(packageId, file, { cookie })));
  expect((await install(packageId, file)).body).toEqual({ counted: false });
  expect((await figuresOf(author, packageId)).installs).toBe(1);

  const reader = await newPerson();
  await Promise.all([1, 2].map(() => install(packageId, file, { person: reader })));
  expect((await install(packageId, { way: "download" }, { cookie })).body).toEqual({ counted: true });
  await rows("UPDATE package_installs SET day = day - 1 WHERE package_id = $1 AND way = 'download'", [packageId]);
  expect((await install(packageId, { way: "download" }, { cookie })).body).toEqual({ counted: true });

  const figures = await figuresOf(author, packageId);
  expect(figures).toMatchObject({ installs: 4 });
  expect(figures.installsByWay).toEqual([
    { way: "download", tool: null, installs: 2 },
    { way: "command", tool: null, installs: 1 },
    { way: "file", tool: "cursor", installs: 1 },
  ]);
  // Versions that nobody has run are listed as well.
  expect(figures.byVersion).toMatchObject([
    { version: "1.0.0", runs: 0, installs: 2 },
    { version: "2.0.0", runs: 0, installs: 2 },
  ]);
  expect(figures.byDay.at(-1)).toMatchObject({ installs: 4 });
  const { body } = await askAs(app, author, `${PLAYGROUND}/analytics/author`);
  expect(body["packages"]).toMatchObject([{ packageId, installs: 4 }]);
});

test("those who look after a package are not counted, members of its organisation and admins are", async () => {
  const [author, manager, member, admin] = [await newPerson(), await newPerson(), await newPerson(), await newAdmin()];
  const packageId = await newPackage(author);
  await joinTeam(packageId, [
    { id: manager.id, role: "admin" },
    { id: member.id, role: "member" },
  ]);
  for (const [person, counted] of [
    [author, false],
    [manager, false],
    [member, true],
    [admin, true],
  ] as const) {
    expect((await install(packageId, COMMAND, { person })).body).toEqual({ counted });
  }
  expect(await figuresOf(author, packageId)).toMatchObject({ installs: 2 });
});

test("who may take what along: whoever may see the package, and a version that it has", async () => {
  const [author, stranger] = [await newPerson(), await newPerson()];
  const hidden = await newPackage(author, "1.0.0", "hidden");
  await rows("UPDATE packages SET visibility = 'private' WHERE id = $1", [hidden]);
  expect((await install(hidden, COMMAND, { person: author })).status).toBe(200);
  for (const person of [stranger, null, await newAdmin()]) {
    expect(codeOf(await install(hidden, COMMAND, { person }))).toEqual([404, "not_found"]);
  }
  const seen = await newPackage(author);
  expect(codeOf(await install(UNKNOWN_ID, COMMAND))).toEqual([404, "not_found"]);
  expect(codeOf(await install("nonsense", COMMAND))).toEqual([404, "not_found"]);
  expect(codeOf(await install(seen, { ...COMMAND, version: "9.9.9" }))).toEqual([404, "not_found"]);
  for (const body of [{}, { way: "post" }, { way: "file", tool: "vim" }, { way: "command", version: "\u0000" }, []]) {
    expect(codeOf(await install(seen, body)), JSON.stringify(body)).toEqual([422, "invalid_input"]);
  }
  expect(codeOf(await install(seen, COMMAND, { origin: "https://elsewhere.example" }))).toEqual([403, "forbidden"]);
  expect(codeOf(await askAs(app, null, `/api/v1/packages/${seen}/installs`))).toEqual([405, "method_not_allowed"]);
  expect(await figuresOf(author, seen)).toMatchObject({ installs: 0 });
});

test("one network without accounts counts thirty times a package and day, and is slowed down", async () => {
  const author = await newPerson();
  const packageId = await newPackage(author);
  await forgetLimits();
  const counted: unknown[] = [];
  for (let reader = 0; reader < 34; reader += 1) {
    const { body } = await install(packageId, COMMAND, { browser: `browser ${reader}` });
    counted.push(body["counted"]);
  }
  expect(counted.filter((is) => is === true)).toHaveLength(30);
  const answers = await Promise.all(Array.from({ length: 40 }, () => install(packageId, COMMAND)));
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  await forgetLimits();
  expect(await figuresOf(author, packageId)).toMatchObject({ installs: 30 });
  // What the table keeps are keyed hashes.
  const kept = await rows<{ viewer: string; network: string }>("SELECT viewer, network FROM package_installs");
  for (const { viewer, network } of kept) expect(`${viewer}${network}`).toMatch(/^[\w-]+$/);
});

test("of readers without accounts who come at the same moment, no more count than one after the other", async () => {
  const { inTransaction } = await import("@/lib/db/transaction.server");
  const author = await newPerson();
  const packageId = await newPackage(author);
  const [version] = await rows<{ id: string }>("SELECT id FROM package_versions WHERE package_id = $1", [packageId]);
  const COPY = `SELECT count_install(now(), '${packageId}', '${version?.id}', $1, $2, 'network', false, 'command', '')`;
  const copy = (reader: number, address = `address ${reader}`) => [`reader ${reader}`, address];
  for (let reader = 0; reader < 28; reader += 1) await rows(COPY, copy(reader));
  let others: Promise<unknown> = Promise.resolve();
  await inTransaction(async (client) => {
    await client.query(COPY, copy(28));
    others = Promise.all([copy(29, "address 28"), copy(30), copy(31)].map((reader) => rows(COPY, reader)));
    await sleep(300);
  });
  await others;
  const counted = await rows<{ address: string }>("SELECT address FROM package_installs WHERE network = 'network'");
  expect(counted).toHaveLength(30);
  expect(counted.filter(({ address }) => address === "address 28")).toHaveLength(1);
});

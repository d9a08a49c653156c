import { afterAll, beforeAll, expect, test } from "vitest";
import { call, codeOf, newAdmin, newPerson, type Person, startApi } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { cookieOf } from "@/tests/support/session-cookie";
import { askAs, PLAYGROUND, runAs } from "@/tests/support/sharing";

let app: Awaited<ReturnType<typeof startApi>>;
let admin: Person;

beforeAll(async () => {
  app = await startApi();
  admin = await newAdmin();
});
afterAll(() => app.stop());

const FILE = "/admin/figures.csv";
const today = () => new Date().toISOString().slice(0, 10);

async function pageAs(person: Person, path: string) {
  const cookie = await cookieOf(person);
  return call(app, path, { headers: { cookie } });
}

test("the operator's pages and file are there for admins alone", async () => {
  const person = await newPerson();
  for (const path of ["/admin", "/admin?tab=money", "/admin?tab=health", `/admin/users/${admin.id}`]) {
    expect([path, (await pageAs(person, path)).status]).toEqual([path, 404]);
    expect([path, (await call(app, path)).status]).toEqual([path, 404]);
    expect([path, (await pageAs(admin, path)).status]).toEqual([path, 200]);
  }
  expect(codeOf(await askAs(app, person, FILE))).toEqual([403, "forbidden"]);
  expect(codeOf(await askAs(app, null, FILE))).toEqual([401, "unauthenticated"]);
  const browser = await call(app, FILE, { headers: { accept: "text/html" } });
  expect([browser.status, browser.headers.get("location")]).toEqual([303, "/sign-in?callbackUrl=%2Fadmin"]);
});

test("the file has a line a day, with what the operator's figures over HTTP say of it", async () => {
  const person = await newPerson();
  await runAs(app, person, "Hello");
  await askAs(app, person, `${PLAYGROUND}/run`, { body: { baseline: true, userInput: "[[standin error=400]]" } });
  const file = await askAs(app, admin, FILE);
  expect(file.headers.get("content-type")).toContain("text/csv");
  const [head = "", ...lines] = file.text.trim().replace("\ufeff", "").split("\r\n");
  expect(lines).toHaveLength(30);
  const last = Object.fromEntries(head.split(",").map((name, place) => [name, lines.at(-1)?.split(",")[place]]));
  const { body } = await askAs(app, admin, `${PLAYGROUND}/analytics/operator`);
  const day = (body["byDay"] as Record<string, number>[]).at(-1);
  expect(last).toMatchObject({ day: today(), runs: "2", succeeded: "1", failed: "1", people: "1" });
  expect(last["tokens"]).toBe(String(day?.["tokens"]));
  expect(Number(last["providerCostUsd"]) * 1e6).toBeCloseTo(day?.["providerCostMicroUsd"] ?? -1);

  const one = await askAs(app, admin, `${FILE}?from=2026-11-01&to=2026-11-03`);
  expect(one.headers.get("content-disposition")).toContain("prpm-operator-2026-11-01-to-2026-11-03.csv");
  expect(
    one.text
      .trim()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(",")[0]),
  ).toEqual(["2026-11-01", "2026-11-02", "2026-11-03"]);
  expect(codeOf(await askAs(app, admin, `${FILE}?from=2026-11-03&to=2026-11-01`))).toEqual([422, "invalid_input"]);
});

test("the overview says how the day goes and what needs somebody, in red only where somebody must act", async () => {
  await rows("UPDATE job_runs SET status = 'succeeded'");
  const quiet = await pageAs(admin, "/admin");
  expect(quiet.text).toMatch(/Today .{1,40} runs? by .{1,60} at the provider and earned/);
  await rows(
    `INSERT INTO alerts (id, kind, subject, day, message, details, created_at)
    VALUES (gen_random_uuid(), 'ledger_drift', 'test', current_date, 'A sum is not right.', '{}', now())`,
  );
  const alerted = await pageAs(admin, "/admin");
  expect(quiet.text).not.toContain("A sum is not right.");
  expect(alerted.text).toContain("A sum is not right.");
  expect(alerted.text).toMatch(/needs? you\./);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { call, codeOf, newPerson, startApi } from "@/tests/support/api";

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi();
});
afterAll(() => app.stop());

const PATH = "/api/v1/playground/credits/budget";

test("a budget is one's own: set, read, changed and taken away by its person alone", async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  const none = await call(app, PATH, { token: person.token });
  expect(none.body).toMatchObject({ credits: null, spent: 0, held: 0, reached: 0, seen: true });
  expect(none.body["month"]).toEqual({ from: expect.stringMatching(/-01$/), to: expect.any(String) });
  const put = await call(app, PATH, { token: person.token, method: "PUT", body: { credits: 100_000 } });
  expect([put.status, put.body["credits"]]).toEqual([200, 100_000]);
  expect((await call(app, PATH, { token: person.token })).body).toEqual(put.body);
  expect((await call(app, PATH, { token: other.token })).body["credits"]).toBeNull();
  expect((await call(app, PATH, { token: other.token, method: "DELETE" })).status).toBe(200);
  const changed = await call(app, PATH, { token: person.token, method: "PUT", body: { credits: 1 } });
  expect(changed.body["credits"]).toBe(1);
  const gone = await call(app, PATH, { token: person.token, method: "DELETE" });
  expect([gone.status, gone.body["credits"]]).toEqual([200, null]);
});

test("nobody's budget is nobody's to see, and an amount that is none is refused", async () => {
  const { token } = await newPerson();
  expect(codeOf(await call(app, PATH))).toEqual([401, "unauthenticated"]);
  for (const body of [
    {},
    { credits: 0 },
    { credits: 1.5 },
    { credits: 100_001 },
    { credits: "5" },
    { credits: null },
  ]) {
    const refused = await call(app, PATH, { token, method: "PUT", body });
    expect(codeOf(refused), JSON.stringify(body)).toEqual([422, "invalid_input"]);
  }
  expect(codeOf(await call(app, PATH, { token, body: { credits: 5 } }))).toEqual([405, "method_not_allowed"]);
  expect(codeOf(await call(app, `${PATH}/seen`, { token, body: { percent: 60 } }))).toEqual([422, "invalid_input"]);
});

test("a run that reaches a part of it shows so at once, until it is put away", async () => {
  const { token } = await newPerson();
  await call(app, PATH, { token, method: "PUT", body: { credits: 1 } });
  const body = { baseline: true, userInput: "x [[standin tokens=20 rate=5000 ttft=1]]" };
  expect((await call(app, "/api/v1/playground/run", { token, body })).status).toBe(200);
  expect((await call(app, PATH, { token })).body).toMatchObject({ spent: 1, reached: 100, seen: false });
  const seen = await call(app, `${PATH}/seen`, { token, body: { percent: 100 } });
  expect(seen.body).toMatchObject({ reached: 100, seen: true });
  expect((await call(app, PATH, { token })).body["seen"]).toBe(true);
});

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, call, newPerson, startApi } from "@/tests/support/api";
import { brokenInvariants, rows } from "@/tests/support/product";
import { newReading, readEvents, resumeReading } from "@/tests/support/run-reader";
import { giveCredits, RUN, sendRun, upstreamOf } from "./runs-of-people";

let app: Awaited<ReturnType<typeof startApi>>;
let urls: [string, string];

beforeAll(async () => {
  app = await startApi({ servers: 2 });
  const [first, second] = app.servers;
  urls = [first?.url ?? "", second?.url ?? ""];
});
afterAll(() => app.stop());

const codesOf = (answers: readonly Answer[]) =>
  answers.map(({ status, body }) => [status, body["reason"]].join(" ")).sort();

test("a run of one server is read from the other while it goes, byte for byte", async () => {
  const { token } = await newPerson();
  const userInput = `[[standin echo_user rate=120 ttft=50]] ${"naïve 😀 שלום e\u0301 ".repeat(25)}`;
  const own = newReading();
  const reading = readEvents(await sendRun(urls[0], token, { userInput }), own);
  const other = newReading();
  await expect.poll(() => own.runId).not.toBeNull();
  other.runId = own.runId;
  await resumeReading(urls[1], { token, reading: other, signal: AbortSignal.timeout(60_000) });
  await reading;
  expect(own.text).toBe(userInput);
  expect(other.text).toBe(userInput);
  expect([...own.faults, ...other.faults]).toEqual([]);
  expect(other.end).toMatchObject({ type: "done", data: { response: userInput, stopReason: "end_turn" } });
});

test("Stop at the other server ends the provider's call within a second, and what came is kept", async () => {
  const { token } = await newPerson();
  const reading = newReading();
  const userInput = "[[standin label=stop-elsewhere tokens=900 rate=40 ttft=10]]";
  const reader = readEvents(await sendRun(urls[0], token, { userInput }), reading);
  await expect.poll(() => reading.text.length).toBeGreaterThan(20);
  const stoppedAt = performance.timeOrigin + performance.now();
  await call({ url: urls[1] }, `/api/v1/playground/runs/${reading.runId}/stop`, { token, body: {} });
  await reader;
  const [request] = await upstreamOf(app.claudeUrl, "stop-elsewhere");
  expect(request).toMatchObject({ aborted: true });
  expect((request?.endedAt ?? 0) - stoppedAt).toBeLessThan(1_000);
  expect(reading.end).toMatchObject({ type: "done", data: { stopReason: "stopped", response: reading.text } });
});

test("one key sent to both servers at once is one run, one call of the provider and one charge", async () => {
  const { token } = await newPerson();
  const body = { baseline: true, userInput: "[[standin label=same-key tokens=20 rate=100 ttft=200]]" };
  const headers = { "idempotency-key": "once" };
  const answers = await Promise.all([...urls, ...urls].map((url) => call({ url }, RUN, { token, headers, body })));
  expect(new Set(answers.map((answer) => answer.body["runId"])).size).toBe(1);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  expect(await upstreamOf(app.claudeUrl, "same-key")).toHaveLength(1);
  const { body: credits } = await call(app, "/api/v1/playground/credits", { token });
  expect(credits).toMatchObject({ balance: 4, held: 0 });
  const other = await call({ url: urls[1] }, RUN, { token, headers, body: { ...body, userInput: "another" } });
  expect([other.status, other.body["error"]]).toEqual([409, "idempotency_mismatch"]);
});

test("runs in flight are counted across the servers", async () => {
  const { token } = await newPerson();
  const body = { baseline: true, maxCredits: 1, userInput: "[[standin tokens=30 rate=50 ttft=300]]" };
  const answers = await Promise.all([...urls, ...urls, ...urls].map((url) => call({ url }, RUN, { token, body })));
  expect(codesOf(answers)).toEqual(["200 ", "200 ", ...Array(4).fill("429 in_flight")]);
});

test("starts in a minute are counted across the servers", async () => {
  const person = await newPerson();
  await giveCredits(person.id, 50);
  const body = { baseline: true, maxCredits: 1, userInput: "[[standin tokens=2 rate=0 ttft=1]]" };
  const answers: Answer[] = [];
  for (let sent = 0; sent < 13; sent += 1) {
    answers.push(await call({ url: urls[sent % 2] ?? "" }, RUN, { token: person.token, body }));
  }
  expect(codesOf(answers)).toEqual([...Array(10).fill("200 "), ...Array(3).fill("429 rate")]);
});

test("nothing relied on a session, and the ledger adds up", async () => {
  await expect
    .poll(() => rows("SELECT id FROM playground_runs WHERE status = 'running'"), { timeout: 10_000 })
    .toEqual([]);
  await sleep(100);
  expect(await brokenInvariants()).toEqual([]);
  expect(app.readLog().match(/.*(?:prepared statement|"level":[56]0).*/g)).toBeNull();
});

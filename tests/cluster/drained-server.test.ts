import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newPerson, startApi } from "@/tests/support/api";
import { brokenInvariants, rows } from "@/tests/support/product";
import { newReading, readEvents } from "@/tests/support/run-reader";
import { giveCredits, RUN, sendRun } from "./runs-of-people";

const STREAMS = 12;
const DRAIN_SECONDS = 20;

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  const env = { LIMIT_RUNS_IN_FLIGHT: "100", LIMIT_RUNS_PER_MINUTE: "100", DRAIN_SECONDS: String(DRAIN_SECONDS) };
  app = await startApi({ servers: 2, env });
});
afterAll(() => app.stop());

test("a server that is asked to go ends its streams whole, says that it is going, and starts no more runs", async () => {
  const person = await newPerson();
  await giveCredits(person.id, 100);
  const going = app.servers[0];
  const url = going?.url ?? "";
  const streams = await Promise.all(
    Array.from({ length: STREAMS }, async (_, number) => {
      const userInput = `[[standin echo_user rate=20 ttft=10]] ${number} ${"whole 😀 ".repeat(30)}`;
      const reading = newReading();
      const response = await sendRun(url, person.token, { userInput, key: `drained-${number}` });
      return { userInput, reading, ended: readEvents(response, reading) };
    }),
  );
  await expect.poll(() => streams.every(({ reading }) => reading.text.length > 20)).toBe(true);
  const beganAt = Date.now();
  const left = going?.terminate((DRAIN_SECONDS + 10) * 1_000);

  await expect.poll(async () => (await call({ url }, "/api/health/ready")).status, { timeout: 3_000 }).toBe(503);
  expect((await call({ url }, "/api/health/ready")).body).toMatchObject({ draining: true });
  const body = { baseline: true, userInput: "[[standin tokens=5 rate=0 ttft=1]]" };
  const headers = { "idempotency-key": "turned-away" };
  const refused = await call({ url }, RUN, { token: person.token, headers, body });
  expect(refused).toMatchObject({
    status: 503,
    body: {
      error: "model_unavailable",
      reason: "restarting",
      retryable: true,
      retryAfterSeconds: 1,
      creditsCharged: 0,
    },
  });
  const elsewhere = await call({ url: app.servers[1]?.url ?? "" }, RUN, { token: person.token, headers, body });
  expect(elsewhere).toMatchObject({ status: 200, body: { stopReason: "end_turn" } });

  await Promise.all(streams.map(({ ended }) => ended));
  for (const { userInput, reading } of streams) {
    expect(reading.text).toBe(userInput);
    expect(reading.end).toMatchObject({ type: "done", data: { response: userInput } });
  }
  await left;
  expect(Date.now() - beganAt).toBeLessThan(DRAIN_SECONDS * 1_000);
  expect(await rows("SELECT run_id FROM playground_credit_holds WHERE state = 'held'")).toEqual([]);
  await going?.start();
});

test("a stream that is longer than the drain ends as restarted, uncharged, and nothing is held when the server is gone", async () => {
  const person = await newPerson();
  const reading = newReading();
  const going = app.servers[1];
  const response = await sendRun(going?.url ?? "", person.token, {
    userInput: "[[standin tokens=1200 rate=30 ttft=10]]",
  });
  const reader = readEvents(response, reading).catch(() => {});
  await expect.poll(() => reading.text.length).toBeGreaterThan(20);
  await going?.terminate((DRAIN_SECONDS + 10) * 1_000);
  await reader;
  await sleep(100);
  expect(reading.end).toMatchObject({
    type: "error",
    data: { error: "internal", reason: "restarted", creditsCharged: 0 },
  });
  expect(await rows("SELECT run_id FROM playground_credit_holds WHERE state = 'held'")).toEqual([]);
  expect(await brokenInvariants()).toEqual([]);
});

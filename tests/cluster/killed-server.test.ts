import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newPerson, type Person, startApi } from "@/tests/support/api";
import { brokenInvariants, rows } from "@/tests/support/product";
import { newReading, type Reading, readEvents, resumeReading } from "@/tests/support/run-reader";
import { testEnvironment } from "@/tests/support/test-environment";
import { giveCredits, sendRun } from "./runs-of-people";

const STREAMS = 16;
/** A lease, and a minute in which the sweep comes by. */
const RELEASED_WITHIN_MS = 120_000;

let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  app = await startApi({ servers: 2, env: { LIMIT_RUNS_IN_FLIGHT: "100", LIMIT_RUNS_PER_MINUTE: "100" } });
});
afterAll(() => app.stop());

type Stored = { id: string; status: string; error_code: string | null; credits_charged: number; response: string };

const stored = () =>
  rows<Stored>("SELECT id, status, error_code, credits_charged, response FROM playground_runs ORDER BY created_at");

/** Reads a run to its end through the balancer, over as many connections as it takes. */
async function readToEnd(person: Person, reading: Reading, first: Response): Promise<void> {
  const { token } = person;
  await readEvents(first, reading).catch(() => {});
  for (const deadline = Date.now() + RELEASED_WITHIN_MS; reading.end === null && Date.now() < deadline; ) {
    await resumeReading(app.url, { token, reading, signal: AbortSignal.timeout(60_000) }).catch(() => {});
    await sleep(200);
  }
}

async function sweep(): Promise<void> {
  const secret = testEnvironment("")["CRON_SECRET"];
  await call(app, "/api/cron/sweep", { headers: { authorization: `Bearer ${secret}` } });
}

test("when a server dies, its runs end uncharged after their lease, and all others go on to their whole text", async () => {
  const people = await Promise.all(Array.from({ length: 4 }, newPerson));
  for (const person of people) await giveCredits(person.id, 50);
  const streams = await Promise.all(
    Array.from({ length: STREAMS }, async (_, number) => {
      const person = people[number % people.length] as Person;
      const userInput = `[[standin echo_user rate=20 ttft=10]] ${number} ${"naïve 😀 ".repeat(25)}`;
      const reading = newReading();
      const first = await sendRun(app.url, person.token, { userInput, key: `stream-${number}` });
      return { person, userInput, reading, ended: readToEnd(person, reading, first) };
    }),
  );
  await expect.poll(() => streams.every(({ reading }) => reading.text.length > 70), { timeout: 20_000 }).toBe(true);
  await app.servers[0]?.kill();

  // The balancer may still meet the dying server once; the same request is then sent again, under its key.
  const newcomer = newReading();
  const asked = { userInput: "[[standin tokens=5 ttft=1]]", key: "newcomer" };
  await expect
    .poll(
      async () => {
        await readEvents(await sendRun(app.url, people[0]?.token ?? "", asked), newcomer);
        return newcomer.end;
      },
      { timeout: 5_000 },
    )
    .toMatchObject({ type: "done", data: { stopReason: "end_turn" } });

  const sweeping = setInterval(() => void sweep().catch(() => {}), 2_000);
  await Promise.all(streams.map(({ ended }) => ended)).finally(() => clearInterval(sweeping));
  const runs = new Map((await stored()).map((run) => [run.id, run]));
  const lost = streams.filter(({ reading }) => runs.get(reading.runId ?? "")?.status === "failed");
  expect(lost.length).toBe(STREAMS / 2);
  for (const { userInput, reading } of streams) {
    const run = runs.get(reading.runId ?? "");
    expect(reading.faults).toEqual([]);
    if (run?.status === "failed") {
      expect(run).toMatchObject({ error_code: "internal", credits_charged: 0 });
      expect(reading.end).toMatchObject({ type: "error", data: { error: "internal", creditsCharged: 0 } });
      // What was read but not written when the server died is at most the last tenth of a second.
      expect(reading.text.startsWith(run.response)).toBe(true);
      expect(run.response.length).toBeGreaterThan(0);
    } else {
      expect(run).toMatchObject({ status: "succeeded", response: userInput });
      expect(reading.text).toBe(userInput);
    }
  }
  expect(await rows("SELECT run_id FROM playground_credit_holds WHERE state = 'held'")).toEqual([]);
  expect(await brokenInvariants()).toEqual([]);
});

test("the server that comes back takes runs again", async () => {
  await app.servers[0]?.start();
  const person = await newPerson();
  const reading = newReading();
  const url = app.servers[0]?.url ?? "";
  await readEvents(await sendRun(url, person.token, { userInput: "[[standin tokens=5 ttft=1]]" }), reading);
  expect(reading.end).toMatchObject({ type: "done", data: { creditsSpent: 1 } });
  expect(app.readLog()).not.toContain("prepared statement");
});

import { setTimeout as sleep } from "node:timers/promises";
import { type App, startApp } from "@/tests/support/app-server";
import { testEnvironment } from "@/tests/support/test-environment";
import { ms, percentile } from "./percentiles";
import type { Result } from "./result";

const STARTS_A_SECOND = 20;
const SECONDS = 15;
const RUNS_A_PERSON = 5;
const WARM_UP_STARTS = 200;

type Received = { id: number; startedAt: number };

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

async function makeTokens(app: App, people: number): Promise<string[]> {
  Object.assign(process.env, testEnvironment(app.databaseUrl), { LOG_LEVEL: "silent" });
  const { ensureUserByEmail } = await import("@/lib/accounts/sign-up.server");
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  const { pool } = await import("@/lib/db/pool.server");
  const tokens: string[] = [];
  for (let index = 0; index < people; index += 1) {
    const { id } = await ensureUserByEmail(`bench${index}@example.com`);
    const expiresAt = new Date(Date.now() + 3_600_000);
    tokens.push((await issueApiToken({ userId: id, name: "bench", scope: "user", expiresAt })).token);
  }
  await pool().end();
  return tokens;
}

async function received(app: App, after: number): Promise<Received[]> {
  const answer = await fetch(`${app.claudeUrl}/_local/requests?after=${after}`);
  return (await answer.json()) as Received[];
}

async function startOne(url: string, token: string): Promise<{ sentAt: number; status: number }> {
  const sentAt = nowMs();
  const response = await fetch(`${url}/api/v1/playground/run`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({ baseline: true, userInput: "Measure this. [[standin tokens=20 rate=200 ttft=20]]" }),
  });
  await response.text();
  return { sentAt, status: response.status };
}

/**
 * The time from a client's request to the request that reaches the model, at 20 starts a second: network, the three
 * round trips to the database, composing and the SDK. Sent and received are matched in their order.
 */
export async function benchRunStart(): Promise<Result> {
  const starts = STARTS_A_SECOND * SECONDS;
  const app = await startApp({ env: { LIMIT_RUNS_PER_MINUTE: "1000", LIMIT_RUNS_IN_FLIGHT: "100" } });
  try {
    const tokens = await makeTokens(app, (starts + WARM_UP_STARTS) / RUNS_A_PERSON);
    // The first requests compile, connect and plan statements on each connection, which a steady state does not.
    const warm = Array.from(
      { length: WARM_UP_STARTS },
      (_, index) => tokens[tokens.length - 1 - Math.floor(index / RUNS_A_PERSON)],
    );
    for (let at = 0; at < WARM_UP_STARTS; at += STARTS_A_SECOND) {
      await Promise.all(warm.slice(at, at + STARTS_A_SECOND).map((token) => startOne(app.url, token ?? "")));
    }
    const before = (await received(app, 0)).at(-1)?.id ?? 0;
    const going: Promise<{ sentAt: number; status: number }>[] = [];
    const began = nowMs();
    for (let index = 0; index < starts; index += 1) {
      await sleep(Math.max(0, began + (index * 1_000) / STARTS_A_SECOND - nowMs()));
      going.push(startOne(app.url, tokens[Math.floor(index / RUNS_A_PERSON)] ?? ""));
    }
    const sent = await Promise.all(going);
    const accepted = sent.filter((one) => one.status === 200);
    const arrived = (await received(app, before)).map((request) => request.startedAt);
    if (arrived.length !== starts || accepted.length !== starts) {
      throw new Error(`${starts} starts, ${accepted.length} accepted, ${arrived.length} reached the model`);
    }
    const added = accepted.map((one, index) => (arrived[index] ?? Number.NaN) - one.sentAt);
    return {
      name: `request to upstream request, ${STARTS_A_SECOND} starts a second`,
      unit: "ms",
      count: starts,
      values: { p50: ms(percentile(added, 50)), p99: ms(percentile(added, 99)), max: ms(Math.max(...added)) },
      target: "p50 under 10",
    };
  } finally {
    await app.stop();
  }
}

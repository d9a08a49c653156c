import { setTimeout as sleep } from "node:timers/promises";
import { randomFrom } from "@/local/random";
import { newReading, type Reading, readEvents, resumeReading } from "@/tests/support/run-reader";
import type { RunPlan } from "./run-plan";

/** Everything a client saw of one plan. */
export type Observed = {
  plan: RunPlan;
  token: string;
  main: Reading;
  /** Readings of the same request sent again at the same time. */
  copies: Reading[];
  /** What no client should see. */
  faults: string[];
  /** How often the same request had to be sent before it was taken. */
  tries: number;
  /** True when the last answer was that no runs are sold while the provider is out. */
  isPaused: boolean;
};

export type Site = {
  urls: readonly string[];
  /** False while something is broken on purpose, or was a moment ago: then a plain failure is no fault. */
  isCalm(): boolean;
  /** When clients give up, in epoch milliseconds. */
  deadline: number;
};

const RUN = "/api/v1/playground/run";
const RETRY_MS = 250;
/** A client that leaves before it knows its run can only ask again. */
const SHORTEST_POST_MS = 400;
/** Nothing new for so long: the reader turns away and looks again when the storm is over. */
const PATIENCE_MS = 8_000;

type Body = { error?: string; runId?: string; reason?: string; retryAfterSeconds?: number };

/** Does what the plan says; resolves when the run has ended for its reader, or the reader turned away. */
export async function performRun(plan: RunPlan, token: string, site: Site): Promise<Observed> {
  const observed: Observed = { plan, token, main: newReading(), copies: [], faults: [], tries: 0, isPaused: false };
  const random = randomFrom(plan.number + 7);
  const anyUrl = (): string => site.urls[Math.floor(random() * site.urls.length)] ?? "";
  const copies = Array.from({ length: plan.copies - 1 }, () => {
    const reading = newReading();
    observed.copies.push(reading);
    return post({ observed, site, reading, url: anyUrl(), signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {});
  });
  const stopping = plan.stopAfterMs === null ? null : stopLater(plan.stopAfterMs, observed, anyUrl, site);
  await follow(observed, anyUrl, site);
  await Promise.all([...copies, stopping]);
  return observed;
}

type Post = { observed: Observed; site: Site; reading: Reading; url: string; signal: AbortSignal };

/** Sends the request; true when the answer was a run or its end, false when it should be sent again. */
async function post({ observed, site, reading, url, signal }: Post): Promise<boolean> {
  const { plan, token } = observed;
  const response = await fetch(`${url}${RUN}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": plan.label,
      ...(plan.form === "stream" ? { accept: "text/event-stream" } : {}),
    },
    body: JSON.stringify(plan.body),
    signal,
  });
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    await readEvents(response, reading);
    return true;
  }
  const body = (await response.json()) as Body & Record<string, unknown>;
  if (body.runId !== undefined) {
    reading.runId = body.runId;
    reading.end = response.ok
      ? { type: "done", data: body as never }
      : { type: "error", data: { ...body, creditsCharged: 0 } as never };
    if (response.ok) reading.text = String(body["response"]);
    return true;
  }
  observed.isPaused = response.status === 503 && body.reason === "circuit_open";
  const isExpected = observed.isPaused || (response.status === 503 && body.reason === "restarting");
  if (!isExpected && site.isCalm()) observed.faults.push(`refused: ${response.status} ${JSON.stringify(body)}`);
  await sleep(Math.min(2, body.retryAfterSeconds ?? 0) * 1_000);
  return false;
}

/** Sends the request until it is taken, then reads on over broken lines, its own and those of a dying server. */
async function follow(observed: Observed, anyUrl: () => string, site: Site): Promise<void> {
  const { main, plan } = observed;
  const drops = [...plan.drops];
  let progressAt = Date.now();
  let heard = "";
  while (main.end === null && Date.now() < site.deadline) {
    const drop = drops.shift() ?? { onMs: PATIENCE_MS, offMs: RETRY_MS };
    const signal = AbortSignal.timeout(Math.max(drop.onMs, main.runId === null ? SHORTEST_POST_MS : 0));
    await connectOnce({ observed, site, reading: main, url: anyUrl(), signal });
    const said = `${main.runId} ${main.text.length}`;
    if (said !== heard || !site.isCalm()) progressAt = Date.now();
    heard = said;
    if (Date.now() - progressAt > PATIENCE_MS) return;
    if (main.end === null) await sleep(drop.offMs);
  }
}

/** One connection, to start the run or to read on; a line that breaks, or that we leave, is no fault. */
async function connectOnce(connection: Post): Promise<void> {
  const { observed, site, reading, url, signal } = connection;
  try {
    if (reading.runId === null) {
      observed.tries += 1;
      await post(connection);
    } else {
      const status = await resumeReading(url, { token: observed.token, reading, signal });
      if (status !== 200 && site.isCalm()) observed.faults.push(`events answered ${status}`);
    }
  } catch {
    // The next connection goes on from here.
  }
}

/** Asks to stop as soon as the run is known and the time has come, on any server, until one has heard. */
async function stopLater(afterMs: number, { main, token }: Observed, anyUrl: () => string, site: Site): Promise<void> {
  await sleep(afterMs);
  const until = Math.min(site.deadline, Date.now() + 20_000);
  while (main.end === null && Date.now() < until) {
    if (main.runId !== null) {
      const heard = await fetch(`${anyUrl()}/api/v1/playground/runs/${main.runId}/stop`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: "{}",
        signal: AbortSignal.timeout(5_000),
      }).then(
        (response) => response.ok,
        () => false,
      );
      if (heard) return;
    }
    await sleep(100);
  }
}

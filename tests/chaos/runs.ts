import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { MODEL_NAMES } from "@/lib/models/models";
import { buildApp } from "@/local/build-app";
import { CommandError, runCommand } from "@/local/command";
import { call } from "@/tests/support/api";
import { persist } from "@/tests/support/persist";
import { brokenAttempts, brokenEnd, brokenFacts, brokenReading, storedRuns } from "./run-checks";
import { makePeople, type RunSite, STARTING_CREDITS, startRunSite } from "./run-site";
import { type Storm, storm, watchUpstream } from "./run-storm";
import { brokenInvariants } from "./verify";

const SERVERS = 2;
const RUNS_A_PERSON = 20;
/** A lease and a minute more: by then nothing may be held of what died. */
const SETTLED_WITHIN_MS = 120_000;
/** A trial of an open circuit that met a fault of its own keeps it open for half a minute more. */
const SOLD_WITHIN_MS = 90_000;
const SHOWN_BREAKS = 25;

/**
 * `npm run test:chaos [-- --runs 10000 --seed 1]`: runs against two production servers with a provider, a database and
 * servers that fail. Exit 1 when an invariant broke. The seed fixes what is done and when; what meets what is the
 * machine's doing.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" } } });
  const runs = Number(values.runs ?? 500);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (!(Number.isSafeInteger(runs) && runs > 0 && Number.isSafeInteger(seed))) {
    throw new CommandError("Usage: npm run test:chaos [-- --runs 500 --seed 1]", 2);
  }
  const mostMs = 150_000 + runs * 250;
  console.log(`seed ${seed}: ${runs} runs, ${SERVERS} servers`);
  await buildApp();
  const startedAt = Date.now();
  const site = await startRunSite(SERVERS);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void site.stop().finally(() => process.exit(130)));
  }
  setTimeout(() => {
    console.error(`not done after ${Math.round(mostMs / 1_000)} s (seed ${seed})`);
    site.stop().finally(() => process.exit(1));
  }, mostMs + SETTLED_WITHIN_MS).unref();
  try {
    const people = await makePeople(site.database, Math.ceil(runs / RUNS_A_PERSON));
    const upstream = watchUpstream(site.claudeUrl);
    const result = await storm({ site, people, seed, runs, deadline: startedAt + mostMs });
    console.log(`${seconds(startedAt)} s: the storm is over; ${result.calamities.join(", ")}`);
    const unsold = await modelsUnsold(site, people[0]?.token ?? "");
    await untilSettled(site);
    console.log(`${seconds(startedAt)} s: nothing is held any more`);
    const undone = result.observed.length < runs ? [`only ${result.observed.length} runs were made in time`] : [];
    const breaks = [...undone, ...unsold, ...(await findBreaks(site, result, await upstream.stop()))];
    for (const one of breaks.slice(0, SHOWN_BREAKS)) console.error(`BROKEN  ${one}`);
    console.log(
      breaks.length === 0
        ? `no broken invariant in ${runs} runs, ${seconds(startedAt)} s (seed ${seed})`
        : `${breaks.length} breaks in ${runs} runs: try --seed ${seed} again`,
    );
    if (breaks.length > 0) process.exitCode = 1;
  } finally {
    await site.stop();
  }
});

function seconds(since: number): string {
  return ((Date.now() - since) / 1_000).toFixed(1);
}

/** Calls the sweep as a cron would, more often, until no run is open or the time for it is over. */
async function untilSettled({ servers, database, cronSecret }: RunSite): Promise<void> {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  while (Date.now() < deadline) {
    const headers = { authorization: `Bearer ${cronSecret}` };
    await persist(() => call({ url: servers[0]?.url ?? "" }, "/api/cron/sweep", { headers }));
    const { rows } = await database.query<{ open: number }>(
      `SELECT (SELECT count(*) FROM playground_credit_holds WHERE state = 'held')::int
        + (SELECT count(*) FROM playground_runs WHERE status = 'running')::int AS open`,
    );
    if (rows[0]?.open === 0) return;
    await sleep(1_000);
  }
}

/** With the provider well again every model must be sold again, by each server. */
async function modelsUnsold({ servers }: RunSite, token: string): Promise<string[]> {
  const asked = servers.flatMap(({ url }) => MODEL_NAMES.map((model) => ({ url, model })));
  const faults = await Promise.all(
    asked.map(async ({ url, model }) => {
      const body = { baseline: true, model, userInput: "[[standin tokens=5 ttft=1]]" };
      let answer = "";
      for (const deadline = Date.now() + SOLD_WITHIN_MS; Date.now() < deadline; await sleep(1_000)) {
        const { status, text } = await persist(() => call({ url }, "/api/v1/playground/run", { token, body }));
        if (status === 200) return [];
        answer = text;
      }
      return [`${model} is not sold again at ${url}: ${answer}`];
    }),
  );
  return faults.flat();
}

type Upstream = Awaited<ReturnType<ReturnType<typeof watchUpstream>["stop"]>>;

async function findBreaks(site: RunSite, { observed, crashes }: Storm, upstream: Upstream): Promise<string[]> {
  const stored = new Map((await storedRuns(site.database)).map((run) => [run.key ?? run.id, run]));
  const breaks = await brokenFacts(site.database, STARTING_CREDITS);
  if (crashes > 0) breaks.push(`${crashes} servers ended by themselves`);
  for (const [line] of site.readLogs().matchAll(/.*(?:unhandledRejection|uncaughtException).*/g)) breaks.push(line);
  const waiting = [...observed];
  const reader = async (): Promise<void> => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const run = stored.get(one.plan.label);
      const requests = upstream.get(one.plan.label) ?? [];
      breaks.push(...brokenAttempts(one, requests));
      // A run that was not sold is no run: it must have cost nothing, which the balances show.
      if (run === undefined && one.isPaused) continue;
      if (run === undefined) breaks.push(`${one.plan.label}: never taken in ${one.tries} tries`);
      else
        breaks.push(...brokenEnd(one, run, requests), ...(await brokenReading(one, run, site.servers[0]?.url ?? "")));
    }
  };
  await Promise.all(Array.from({ length: 16 }, reader));
  breaks.push(...(await brokenInvariants()));
  console.log(summary(observed, [...stored.values()], upstream));
  return breaks;
}

function summary(
  observed: Storm["observed"],
  stored: Awaited<ReturnType<typeof storedRuns>>,
  upstream: Upstream,
): string {
  const count = (is: (run: (typeof stored)[number]) => boolean): number => stored.filter(is).length;
  const tries = observed.reduce((total, one) => total + one.tries, 0);
  const requests = [...upstream.values()].reduce((total, list) => total + list.length, 0);
  const strays = observed
    .flatMap(({ main, copies }) => [main, ...copies])
    .reduce((sum, one) => sum + one.strayErrors, 0);
  const unsold = observed.filter((one) => one.isPaused && !stored.some((run) => run.key === one.plan.label)).length;
  const charged = stored.reduce((total, run) => total + run.charged, 0);
  return [
    `${stored.length} runs: ${count((run) => run.status === "succeeded")} succeeded`,
    `${count((run) => run.status === "stopped")} stopped`,
    `${count((run) => run.errorCode === "model_unavailable")} failed by the provider`,
    `${count((run) => run.errorCode === "internal")} by us`,
    `${unsold} not sold while the provider was out`,
    `${strays} streams that broke off with an error of their own`,
    `${tries} requests for them, ${requests} upstream, ${charged} credits`,
  ].join(", ");
}

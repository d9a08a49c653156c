import { setTimeout as delay } from "node:timers/promises";
import { ms, percentile } from "../percentiles";
import type { Result } from "../result";
import { quiet } from "./quiet";
import { type UiStage, withUiStage } from "./stage";
import { traceTasks } from "./trace";

const ROUNDS = 5;
/** Messages are questions and answers. */
const TURNS = [0, 200, 400] as const;
/** Long enough for everything that an opened thread does of its own accord. */
const SETTLED_MS = 3_000;

type Round = { workMs: number; clockMs: number; longestMs: number; paintMs: number };

/** What it costs the browser's main thread to open a long thread at its end, from the document's first byte on. */
export function benchThread(): Promise<Result[]> {
  return withUiStage(async (stage) => {
    const results: Result[] = [];
    for (const turns of TURNS) {
      const path = turns === 0 ? "/playground" : `/playground?session=${await makeThread(stage, turns)}`;
      // The first time the browser compiles what it keeps for later.
      await openOnce(stage, path);
      const load = await quiet();
      const rounds: Round[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await openOnce(stage, path));
      const median = (name: keyof Round) =>
        ms(
          percentile(
            rounds.map((round) => round[name]),
            50,
          ),
        );
      results.push({
        name: turns === 0 ? "main thread, an empty playground" : `main thread, a thread of ${2 * turns} messages`,
        unit: "ms",
        count: ROUNDS,
        values: {
          work: median("workMs"),
          "by the clock": median("clockMs"),
          "longest task": median("longestMs"),
          "first contentful paint": median("paintMs"),
          "load average": load,
        },
        target: turns === 200 ? "work under 300" : "-",
      });
    }
    return results;
  });
}

async function openOnce({ context }: UiStage, path: string): Promise<Round> {
  const page = await context.newPage();
  try {
    const tasks = await traceTasks(page, async () => {
      await page.goto(path, { waitUntil: "load" });
      await delay(SETTLED_MS);
    });
    const paintMs = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    );
    return {
      workMs: tasks.reduce((sum, { workMs }) => sum + workMs, 0),
      clockMs: tasks.reduce((sum, { clockMs }) => sum + clockMs, 0),
      longestMs: Math.max(...tasks.map(({ clockMs }) => clockMs)),
      paintMs,
    };
  } finally {
    await page.close();
  }
}

/** A session of so many turns, whose answers are 150 to 550 tokens of Markdown with lists, tables and code. */
async function makeThread({ url, token }: UiStage, turns: number): Promise<string> {
  let sessionId: string | undefined;
  for (let turn = 0; turn < turns; turn += 1) {
    const tokens = 150 + ((turn * 137) % 400);
    const userInput = `Question ${turn + 1}: what comes next? [[standin markdown tokens=${tokens} rate=0 ttft=0]]`;
    const where = sessionId === undefined ? { baseline: true } : { sessionId };
    const body = { ...where, userInput, model: "haiku", maxCredits: 40, fitHistory: true };
    const answer = await fetch(`${url}/api/v1/playground/run`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    });
    const told = (await answer.json()) as { sessionId?: string };
    if (!answer.ok || told.sessionId === undefined) {
      throw new Error(`Turn ${turn + 1} was answered ${answer.status}: ${JSON.stringify(told)}`);
    }
    sessionId = told.sessionId;
  }
  return sessionId ?? "";
}

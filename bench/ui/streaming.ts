import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { ms, percentile } from "../percentiles";
import type { Result } from "../result";
import { type Felt, forgetFelt, probe, readFelt } from "./felt";
import { quiet } from "./quiet";
import { type UiStage, withUiStage } from "./stage";
import { traceTasks } from "./trace";

const ROUNDS = 5;
const SLOWER = 4;
const TOKENS = 5_556;
const PIECES = 2_000;
/** Of 20 kB, without the marks that drawing takes away. */
const LEAST_SHOWN = 15_000;
const PIECES_A_SECOND = 100;
/** Enough for the whole answer. */
const BUDGET = 20;
const RATE = Math.round((TOKENS * PIECES_A_SECOND) / PIECES);
const INPUT = `Read it. [[standin markdown tokens=${TOKENS} pieces=${PIECES} rate=${RATE} ttft=300]]`;
/** A key is pressed this often while the answer arrives, and every tenth time a panel is opened and closed. */
const KEY_MS = 200;
/** What an interaction is taken for that was too short to be told. */
const UNTOLD_MS = 16;

type Round = {
  longestMs: number;
  longestWorkMs: number;
  over100: number;
  framesPerSecond: number;
  worstSecond: number;
  inpMs: number;
  interactions: number;
  bytes: number;
};

/** How smooth the playground stays on a slow device while a long answer with code arrives. */
export function benchStreaming(): Promise<Result[]> {
  return withUiStage(async (stage) => {
    const load = await quiet();
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await streamOnce(stage));
    const median = (name: keyof Round) =>
      ms(
        percentile(
          rounds.map((round) => round[name]),
          50,
        ),
      );
    const most = (name: keyof Round) => ms(Math.max(...rounds.map((round) => round[name])));
    const least = (name: keyof Round) => ms(Math.min(...rounds.map((round) => round[name])));
    const slowed = `CPU ${SLOWER} times slower`;
    return [
      {
        name: `longest task while ${PIECES} chunks arrive, ${PIECES_A_SECOND} a second, ${slowed}`,
        unit: "ms",
        count: ROUNDS,
        values: {
          median: median("longestMs"),
          most: most("longestMs"),
          "work in it": median("longestWorkMs"),
          "tasks over 100": most("over100"),
          "kB shown": ms(median("bytes") / 1_000),
          "load average": load,
        },
        target: "at most 100",
      },
      {
        name: `an interaction meanwhile, p98, ${slowed}`,
        unit: "ms",
        count: ROUNDS,
        values: { median: median("inpMs"), most: most("inpMs"), "interactions each": median("interactions") },
        target: "at most 100",
      },
      {
        name: `frames a second meanwhile, ${slowed}`,
        unit: "frames",
        count: ROUNDS,
        values: {
          median: median("framesPerSecond"),
          least: least("framesPerSecond"),
          "worst second": least("worstSecond"),
        },
        target: "at least 50",
      },
    ];
  });
}

async function streamOnce({ context }: UiStage): Promise<Round> {
  const page = await context.newPage();
  try {
    await probe(page);
    await page.goto("/playground?package=prpm/plain-english");
    const field = page.getByRole("textbox", { name: "Your input" });
    await field.fill(INPUT);
    await page.getByTestId("quote").filter({ hasText: "at most" }).waitFor();
    await setBudget(page);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await delay(2_000);
    await forgetFelt(page);
    let interactions = 0;
    const tasks = await traceTasks(page, async () => {
      await page.getByRole("button", { name: /^Run/ }).click();
      interactions = await useUntilEnd(page);
    });
    const felt = await readFelt(page);
    const text = await page.locator("article [aria-busy]").first().innerText();
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    if (Buffer.byteLength(text) < LEAST_SHOWN) throw new Error(`The answer was cut short:\n${text.slice(-300)}`);
    return {
      longestMs: Math.max(...tasks.map(({ clockMs }) => clockMs)),
      longestWorkMs: Math.max(...tasks.map(({ workMs }) => workMs)),
      over100: tasks.filter(({ clockMs }) => clockMs > 100).length,
      interactions,
      inpMs: percentile(durationsOf(felt, interactions), 98),
      bytes: Buffer.byteLength(text),
      ...framesOf(felt.frames),
    };
  } finally {
    await page.close();
  }
}

async function setBudget(page: Page): Promise<void> {
  const more = page.getByRole("button", { name: "Larger budget" });
  for (let clicks = 0; clicks < 2 * BUDGET; clicks += 1) {
    const said = await page.getByRole("button", { name: /^Budget \d+/ }).getAttribute("aria-label");
    if (Number(/\d+/.exec(said ?? "")?.[0]) >= BUDGET) return;
    await more.click();
  }
  throw new Error(`The budget could not be set to ${BUDGET}.`);
}

/** Types the next question and opens a panel now and then until the answer has ended; how many interactions that were. */
async function useUntilEnd(page: Page): Promise<number> {
  const end = page.getByRole("button", { name: "Copy answer" });
  const model = page.getByRole("button", { name: /^Model/ });
  const field = page.getByRole("textbox", { name: "Your input" });
  await field.focus();
  let count = 1;
  for (const deadline = Date.now() + 90_000; Date.now() < deadline && !(await end.isVisible()); ) {
    await delay(KEY_MS);
    await page.keyboard.press("a");
    count += 1;
    if (count % 10 !== 0) continue;
    await model.click();
    await model.click();
    await field.focus();
    count += 2;
  }
  await delay(500);
  return count;
}

function durationsOf({ interactions }: Felt, count: number): number[] {
  const told = Object.values(interactions);
  return [...told, ...Array.from({ length: Math.max(0, count - told.length) }, () => UNTOLD_MS)];
}

function framesOf(frames: readonly number[]): Pick<Round, "framesPerSecond" | "worstSecond"> {
  const [first = 0, last = 0] = [frames[0], frames.at(-1)];
  const seconds = Math.floor((last - first) / 1_000);
  const each = Array.from({ length: seconds }, (_, second) => {
    const from = first + second * 1_000;
    return frames.filter((at) => at >= from && at < from + 1_000).length;
  });
  return { framesPerSecond: ((frames.length - 1) * 1_000) / (last - first), worstSecond: Math.min(...each) };
}

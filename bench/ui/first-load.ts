import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { percentile } from "../percentiles";
import type { Result } from "../result";
import { type UiStage, withUiStage } from "./stage";

const INPUT = "Read it. [[standin markdown tokens=900 rate=0 ttft=0]]";

/** kB as they are downloaded, to one decimal. */
const kB = (bytes: number): number => Math.round(bytes / 100) / 10;

/** What scripts the playground waits for, and what it fetches of its own until an answer with code has been drawn. */
export function benchFirstLoad(): Promise<Result[]> {
  return withUiStage(async (stage) => {
    const first = await scriptsOf(stage);
    const later = await fetchedWhileAnswering(stage, new Set(first.keys()));
    const sizes = [...later.values()];
    return [
      {
        name: "scripts of the playground's first load, gzip",
        unit: "kB",
        count: first.size,
        values: { sum: kB([...first.values()].reduce((sum, size) => sum + size, 0)) },
        target: "at most 200",
      },
      {
        name: "scripts fetched until an answer with code is drawn, gzip",
        unit: "kB",
        count: sizes.length,
        values: { largest: kB(Math.max(...sizes)), median: kB(percentile(sizes, 50)) },
        target: "largest at most 150",
      },
    ];
  });
}

/** The scripts that the built page names, with their sizes. Those for browsers without modules are never fetched. */
async function scriptsOf({ context, url }: UiStage): Promise<Map<string, number>> {
  const html = await (await context.request.get("/playground")).text();
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/\bnomodule\b/i.test(tag));
  const sizes = new Map<string, number>();
  for (const [, source = ""] of tags) sizes.set(new URL(source, url).pathname, await gzipSize(new URL(source, url)));
  return sizes;
}

async function gzipSize(address: URL): Promise<number> {
  return gzipSync(Buffer.from(await (await fetch(address)).arrayBuffer())).length;
}

async function fetchedWhileAnswering(
  { context, url }: UiStage,
  known: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const page = await context.newPage();
  const asked = new Set<string>();
  context.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith(".js") && !known.has(pathname)) asked.add(pathname);
  });
  await answerOnce(page);
  await page.close();
  const sizes = new Map<string, number>();
  for (const path of asked) sizes.set(path, await gzipSize(new URL(path, url)));
  return sizes;
}

async function answerOnce(page: Page): Promise<void> {
  await page.goto("/playground?package=prpm/plain-english");
  await page.getByRole("textbox", { name: "Your input" }).fill(INPUT);
  await page.getByRole("button", { name: /^Run/ }).click();
  await page.getByRole("button", { name: "Copy answer" }).waitFor();
  await page.locator("pre code span[style]").first().waitFor();
}

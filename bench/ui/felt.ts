import type { Page } from "@playwright/test";
import { inProject } from "@/local/paths";

/** What a page tells of itself while somebody uses it. */
export type Felt = {
  /** When each frame began. */
  frames: readonly number[];
  /** The longest event of each interaction that took 16 ms or more, by the interaction's id. */
  interactions: Readonly<Record<number, number>>;
};

type Probed = typeof globalThis & { felt: Felt };

/** Has the page tell from its beginning on. */
export async function probe(page: Page): Promise<void> {
  await page.addInitScript({ path: inProject("bench", "ui", "probe.js") });
}

/** What was felt so far is forgotten. */
export async function forgetFelt(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as Probed).felt = { frames: [], interactions: {} };
  });
}

export function readFelt(page: Page): Promise<Felt> {
  return page.evaluate(() => (globalThis as Probed).felt);
}

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Nothing for axe to object to, and nothing that scrolls sideways, once the page has come to rest. */
export async function expectAccessible(page: Page): Promise<void> {
  // The last page's title stands until the next one's has come; between them there is none.
  await expect(page).toHaveTitle(/PRPM Playground/);
  await expect(page.getByText("Counting tokens")).toHaveCount(0);
  // What fades in has little contrast on its way; what goes on for ever, or goes with a scroll, is not waited for.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ timeline }) => timeline === document.timeline)
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  );
  // What is on its way to another state is looked at again; what stays wrong fails.
  await expect(async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
  }).toPass({ timeout: 15_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

import type { Browser, Page } from "@playwright/test";

/** A window of somebody else's, of the same size and at the same address, in which nothing moves. */
export async function windowLike(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    viewport: page.viewportSize(),
    reducedMotion: "reduce",
  });
  return context.newPage();
}

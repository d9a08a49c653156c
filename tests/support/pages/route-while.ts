import type { Page, Route } from "@playwright/test";

type Handler = (route: Route) => unknown;

/**
 * Answers such requests in the server's place until the answered function is called. The route itself stays: when
 * Playwright takes its last one away, requests that are under way just then are never answered.
 */
export async function routeWhile(page: Page, url: string | RegExp, answer: Handler): Promise<() => void> {
  let isOver = false;
  await page.route(url, async (route) => {
    if (isOver) await route.fallback();
    else await answer(route);
  });
  return () => {
    isOver = true;
  };
}

/** Answers the next such request in the server's place. */
export async function routeOnce(page: Page, url: string | RegExp, answer: Handler): Promise<void> {
  const end = await routeWhile(page, url, (route) => {
    end();
    return answer(route);
  });
}

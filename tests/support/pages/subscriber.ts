import { type APIResponse, expect, type Page } from "@playwright/test";
import { payCheckout } from "./stripe-pages";

/** A request of the page's own user, as its scripts would send it. */
export async function postAs<Body>(page: Page, path: string, data: object = {}): Promise<Body> {
  const { origin } = new URL(page.url());
  const answer: APIResponse = await page.request.post(path, { headers: { origin }, data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as Body;
}

/** Makes whoever is signed in on this page a subscriber, without looking at the pages on the way. */
export async function subscribe(page: Page): Promise<void> {
  const { checkoutUrl } = await postAs<{ checkoutUrl: string }>(page, "/api/v1/playground/subscribe");
  await payCheckout(checkoutUrl);
}

type SentRun = { userInput: string } & Record<string, unknown>;

/** Runs this in a new session of a subscriber's and shares the answer; the link's token. */
export async function shareAnswer(page: Page, run: SentRun, share: object): Promise<string> {
  const { sessionId } = await postAs<{ sessionId: string }>(page, "/api/v1/playground/run", run);
  return (await postAs<{ token: string }>(page, `/api/v1/playground/sessions/${sessionId}/share`, share)).token;
}

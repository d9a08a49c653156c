import { expect, type Page } from "@playwright/test";
import { signIn } from "./sign-in";
import { payAtStripe } from "./stripe-pages";

/** One call of our own API by whoever is signed in on this page. */
async function callAs<Body>(page: Page, path: string, body?: object): Promise<Body> {
  const answer = await page.evaluate(
    async ({ path, body }) => {
      const response = await fetch(`/api/v1/playground${path}`, {
        method: "POST",
        headers: { Accept: "application/json", "Content-Type": "application/json" },
        body: JSON.stringify(body ?? {}),
      });
      return { status: response.status, text: await response.text() };
    },
    { path, body },
  );
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text) as Body;
}

/** Signs in somebody new who has PRPM+, and so may share. */
export async function signInAsSharer(page: Page): Promise<void> {
  await signIn(page, "/settings");
  const { checkoutUrl } = await callAs<{ checkoutUrl: string }>(page, "/subscribe");
  await page.goto(checkoutUrl);
  await payAtStripe(page);
  await page.waitForURL((url) => !url.pathname.startsWith("/c/pay"));
  await expect(async () => {
    const subscription = await page.evaluate(async () => (await fetch("/api/v1/playground/subscription")).json());
    expect(subscription).toMatchObject({ status: "active" });
  }).toPass();
}

/** Runs this and shares the answer; tells where it is to be read. */
export async function shareAnswer(page: Page, run: { userInput: string } & object, share: object): Promise<string> {
  const { sessionId } = await callAs<{ sessionId: string }>(page, "/run", run);
  const { token } = await callAs<{ token: string }>(page, `/sessions/${sessionId}/share`, share);
  return `/playground/shared/${token}`;
}

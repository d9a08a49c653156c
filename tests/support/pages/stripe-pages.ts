import { expect, type Page } from "@playwright/test";
import { E2E_STRIPE_PORT } from "@/tests/support/e2e-port";

const STRIPE = `http://127.0.0.1:${E2E_STRIPE_PORT}`;

/** One of the stand-in's own routes: its clock, its deliveries. */
async function atStripe<T = unknown>(method: "GET" | "POST", path: string, body?: object): Promise<T> {
  const response = await fetch(`${STRIPE}/_local/${path}`, {
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Moves Stripe's clock and waits until everything that sets off has reached the app. */
export async function advanceStripe(by: string): Promise<void> {
  await atStripe("POST", "clock", { advance: by });
  await atStripe("POST", "delivery/flush", { timeoutMs: 20_000 });
}

/** Pays a page of Stripe's without opening it, and waits until the app has heard of it. */
export async function payCheckout(checkoutUrl: string): Promise<void> {
  const session = /cs_\w+/.exec(checkoutUrl)?.[0];
  await atStripe("POST", `checkout/${session}/pay`, { card: "4242424242424242" });
  await atStripe("POST", "delivery/flush", { timeoutMs: 20_000 });
}

/** Fills in a card on a page of the stand-in's and sends it. */
async function sendCard(page: Page, number: string): Promise<void> {
  await page.locator("#card-number").fill(number);
  await page.locator("#expiry").fill("12/34");
  await page.locator("#cvc").fill("123");
  await page.locator("#submit").click();
}

/** Pays on Stripe's page, on which the browser stands or soon will. */
export async function payAtStripe(page: Page, number = "4242424242424242"): Promise<void> {
  await page.waitForURL(/\/c\/pay\//);
  const email = page.locator("#email");
  if ((await email.inputValue()) === "") await email.fill("buyer@example.com");
  await sendCard(page, number);
}

/** Leaves Stripe's page without paying. */
export async function cancelAtStripe(page: Page): Promise<void> {
  await page.waitForURL(/\/c\/pay\//);
  await page.locator("#cancel").click();
}

/** Answers a bank's question over the page. A click on a frame that has only just been put there may reach nobody. */
export async function answerBank(page: Page, answer: "Complete" | "Fail"): Promise<void> {
  const question = page.locator("iframe[title='Authentication by your bank']");
  await expect(async () => {
    await question.contentFrame().getByRole("button", { name: answer, exact: true }).click({ timeout: 2_000 });
    await expect(question).toHaveCount(0, { timeout: 2_000 });
  }).toPass();
}

/** Gives another card in Stripe's portal and comes back. */
export async function changeCardAtStripe(page: Page, number: string): Promise<void> {
  await page.waitForURL(/\/p\/session\//);
  await page.getByRole("link", { name: "Update card" }).click();
  await sendCard(page, number);
  await page.locator("#return").click();
}

/** Has the browser load the stand-in's Stripe.js, whose address cannot be set. */
export async function routeStripeJs(page: Page): Promise<void> {
  await page.route("https://js.stripe.com/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    const script = await fetch(`${STRIPE}${pathname}`);
    expect(script.status).toBe(200);
    await route.fulfill({ contentType: "text/javascript", body: await script.text() });
  });
}

import { expect, type Page } from "@playwright/test";
import { E2E_STRIPE_PORT } from "@/tests/support/e2e-port";

/** Pays for PRPM+ at the Stripe stand-in without its pages, and waits until the plan is there. */
export async function subscribeToPlus(page: Page): Promise<void> {
  const checkoutUrl = await page.evaluate(async () => {
    const response = await fetch("/api/v1/playground/subscribe", { method: "POST" });
    return ((await response.json()) as { checkoutUrl: string }).checkoutUrl;
  });
  const id = new URL(checkoutUrl).pathname.split("/").at(-1);
  const paid = await fetch(`http://127.0.0.1:${E2E_STRIPE_PORT}/_local/checkout/${id}/pay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(paid.status).toBe(200);
  const plan = async () => {
    const response = await page.request.get("/api/v1/playground/credits");
    return ((await response.json()) as { plan: string }).plan;
  };
  await expect.poll(plan).toBe("plus");
}

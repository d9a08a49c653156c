import { expect, test } from "vitest";
import { startProduct } from "@/tests/support/product";

test("while the webhook's secret is not set every webhook is answered 5xx, so that Stripe keeps it", async () => {
  const product = await startProduct({ STRIPE_SECRET_KEY: "sk_test_x", STRIPE_WEBHOOK_SECRET_CREDITS: "" });
  const { POST } = await import("@/app/api/v1/webhooks/stripe/credits/route");
  const headers = { "stripe-signature": "t=1,v1=00" };
  const request = new Request("http://localhost/api/v1/webhooks/stripe/credits", {
    method: "POST",
    headers,
    body: "{}",
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(503);
  await product.stop();
});

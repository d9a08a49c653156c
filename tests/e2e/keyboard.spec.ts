import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

async function begin(page: Page): Promise<PlaygroundPage> {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  return playground;
}

test("after Again and after Continue the keyboard is in the turn that they began", { tag: "@any-size" }, async ({
  page,
}) => {
  const playground = await begin(page);
  await playground.ask("First. [[standin tokens=40 rate=500 ttft=1]]");
  await playground.expectReceipt(1);
  await playground
    .turn(1)
    .getByRole("button", { name: /^Again/ })
    .press("Enter");
  await expect(playground.turn(1)).toBeFocused();
  await playground.expectReceipt(1);
  await expect(playground.turn(1)).toBeFocused();

  await playground.ask("Long. [[standin tokens=2500 rate=20000 ttft=1]]");
  await playground.expectReceipt(2);
  await page.getByRole("button", { name: "Continue for at most" }).press("Enter");
  await expect(playground.turn(3)).toBeFocused();
  await playground.expectReceipt(3);
  await expect(playground.turn(3)).toBeFocused();
});

test("after Retry and after an edit the keyboard is in their turn, also when the run is refused", {
  tag: "@any-size",
}, async ({ page }) => {
  const playground = await begin(page);
  await playground.ask("Simplify. [[standin error=529 retry_after=6 error_times=1 tokens=40 rate=500]]");
  const turn = playground.turn(1);
  const retry = turn.getByRole("button", { name: "Retry", exact: true });
  await expect(retry).toBeEnabled();
  await retry.press("Enter");
  await expect(turn).toBeFocused();
  await playground.expectReceipt(1);

  await turn.getByRole("button", { name: "Edit", exact: true }).press("Enter");
  const field = page.getByRole("textbox", { name: "Edited input" });
  await field.press("Escape");
  await expect(turn).toBeFocused();

  const refusal = { error: "rate_limited", message: "Too many.", reason: "rate", limit: 10, retryAfterSeconds: 1 };
  await page.route("**/api/v1/playground/run", (route) => route.fulfill({ status: 429, json: refusal }));
  await turn.getByRole("button", { name: /^Again/ }).press("Enter");
  await expect(page.getByText("That were as many runs")).toBeVisible();
  await expect(turn).toBeFocused();
});

test("Run keeps the keyboard when it turns into Stop and back, and with nothing to run it runs nothing", {
  tag: "@any-size",
}, async ({ page }) => {
  const playground = await begin(page);
  await playground.input.fill("Long. [[standin tokens=60 rate=20 ttft=1]]");
  await expect(playground.run).toBeEnabled();
  await playground.run.press("Enter");
  await expect(playground.stop).toBeFocused();
  await playground.expectReceipt(1);
  await expect(playground.run).toBeFocused();
  await expect(playground.run).toBeDisabled();

  const asked: string[] = [];
  page.on("request", (request) => request.url().endsWith("/playground/run") && asked.push(request.url()));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  await playground.run.click({ force: true });
  await page.keyboard.press("ControlOrMeta+Enter");
  await playground.input.fill("Second. [[standin tokens=20 rate=500 ttft=1]]");
  await playground.run.click();
  await playground.expectReceipt(2);
  expect(asked).toHaveLength(1);
});

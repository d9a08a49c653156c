import { expect } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

test("a budget that a run reaches is said at once, runs go on, and what was put away stays away until the next part", async ({
  page,
}) => {
  await signIn(page);
  const put = await page.request.put("/api/v1/playground/credits/budget", {
    data: { credits: 2 },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(put.status()).toBe(200);
  const playground = new PlaygroundPage(page);
  const run = async () => {
    await playground.input.fill("Simplify this. [[standin tokens=30 rate=2000 ttft=1]]");
    await playground.run.click();
  };
  const notice = page.getByRole("complementary", { name: "Budget" });
  await playground.open("?package=prpm/plain-english");
  await expect(notice).toHaveCount(0);

  await run();
  await expect(notice).toContainText("You have spent 1 of 2 credits of your budget");
  await expectAccessible(page);
  const putAway = page.waitForResponse((response) => response.url().endsWith("/credits/budget/seen"));
  await notice.getByRole("button", { name: "Put this notice away" }).click();
  await expect(notice).toHaveCount(0);
  expect((await putAway).status()).toBe(200);
  await page.reload();
  await expect(playground.input).toBeVisible();
  await expect(notice).toHaveCount(0);

  await run();
  await expect(notice).toContainText("is spent: 2 of 2 credits. Runs go on.");
  await page.reload();
  await expect(notice).toContainText("is spent");
});

test("a budget is set and taken away by keyboard, which stays in its form", async ({ page }) => {
  await signIn(page, "/dashboard");
  const field = page.getByLabel("Credits a month");
  await field.fill("90");
  await field.press("Enter");
  await expect(page.getByText("You have spent 0 of the 90 credits")).toBeVisible();
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "Remove" }).press("Enter");
  await expect(page.getByText("You have spent 0 credits")).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("");
  await expectAccessible(page);
});

import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { signIn, signInAs } from "@/tests/support/pages/sign-in";
import { postAs, shareAnswer, subscribe } from "@/tests/support/pages/subscriber";
import { testEnvironment } from "@/tests/support/test-environment";

const QUICK = "[[standin tokens=5 rate=100000 ttft=0]]";

async function openDialog(page: Page) {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete your account?" });
  await expect(dialog).toBeVisible();
  return dialog;
}

test("all of one's data are saved as one file, and the page says when", async ({ page }) => {
  const email = await signIn(page, "/settings");
  await postAs(page, "/api/v1/playground/run", { baseline: true, userInput: `What I asked. ${QUICK}` });
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export my data" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^prpm-account-\d{4}-\d\d-\d\d\.json$/);
  const saved = JSON.parse(readFileSync(await file.path(), "utf8"));
  expect(saved).toMatchObject({ account: { email }, runs: [{ userInput: `What I asked. ${QUICK}` }], complete: true });
  await expect(page.getByRole("status").filter({ hasText: "Your file is saved." })).toBeVisible();
});

test("an account is deleted with the keyboard, after what goes was read and its address typed", async ({ page }) => {
  const email = await signIn(page, "/settings");
  const dialog = await openDialog(page);
  await expect(dialog).toContainText("5 credits. They are not paid back.");
  await expectAccessible(page);
  await dialog.getByLabel("E-mail address of this account").fill("somebody@else.example");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("Type the address of this account.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Delete my account" })).toBeFocused();

  await page.keyboard.press("Enter");
  await dialog.getByLabel("E-mail address of this account").fill(email);
  await page.keyboard.press("Enter");
  await page.waitForURL("/account-deleted");
  await expect(page.getByRole("heading", { level: 1, name: "Your account is deleted" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/settings");
  await page.waitForURL(/\/sign-in/);

  await signInAs(page, email, "/credits");
  await expect(page.getByRole("heading", { level: 1, name: "0 credits available" })).toBeVisible();
});

test("who has PRPM+ and links is told that both end, and both do", async ({ page, browser }) => {
  const email = await signIn(page, "/settings");
  await subscribe(page);
  const link = await shareAnswer(page, { baseline: true, userInput: `Shared. ${QUICK}` }, {});
  const dialog = await openDialog(page);
  await expect(dialog).toContainText("PRPM+, at once. Nothing is charged any more");
  await expect(dialog).toContainText("1 link. Whoever opens it finds nothing.");
  await dialog.getByLabel("E-mail address of this account").fill(email);
  await dialog.getByRole("button", { name: "Delete my account" }).click();
  await page.waitForURL("/account-deleted");
  const stranger = await browser.newPage();
  expect((await stranger.goto(`/playground/shared/${link}`))?.status()).toBe(404);
  await stranger.close();
});

test("a browser that was left open is asked to sign in again", { tag: "@any-size" }, async ({ page, context }) => {
  const email = await signIn(page, "/settings");
  const { user } = (await (await page.request.get("/api/auth/session")).json()) as { user: { id: string } };
  const secret = testEnvironment("")["NEXTAUTH_SECRET"] ?? "";
  const value = await encode({ token: { sub: user.id, sv: 1, at: Date.now() - 2 * 3_600_000 }, secret });
  const cookie = (await context.cookies()).find(({ name }) => name.includes("session-token"));
  if (cookie === undefined) throw new Error("there is no session");
  await context.addCookies([{ name: cookie.name, value, domain: cookie.domain, path: "/" }]);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign in again" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByRole("button", { name: /sign in|continue/i }).click();
  await page.waitForURL(/\/settings/);
  await expect(page.getByRole("button", { name: "Delete my account" })).toBeVisible();
});

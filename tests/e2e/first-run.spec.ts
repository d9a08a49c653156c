import { expect } from "@playwright/test";
import { test, waitNoMore } from "@/tests/support/browser-test";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

test("sign in, search, open a package, run a suggested input, see it arrive, its receipt and the balance fall", async ({
  page,
}) => {
  await signIn(page, "/packages");
  await page.getByRole("main").getByRole("searchbox").fill("plain eng");
  await page
    .getByRole("link", { name: /plain-english/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: /plain-english/ })).toBeVisible();
  await page
    .getByRole("complementary", { name: "Try it" })
    .getByRole("link", { name: /A policy paragraph/ })
    .click();

  const playground = new PlaygroundPage(page);
  await expect(playground.input).toHaveValue(/^Please note that in order to facilitate/);
  await playground.expectAvailable(5);
  await expect(page.getByText(/at most 1 credit/i)).toBeVisible();
  await playground.run.click();
  const turn = playground.turn(1);
  const lengths = new Set<number>();
  await expect
    .poll(async () => lengths.add(((await turn.textContent()) ?? "").length).size, { intervals: [100] })
    .toBeGreaterThan(5);
  await playground.expectReceipt(1);
  await expect(turn.getByText("1 credit").first()).toBeVisible();
  await playground.expectAvailable(4);

  await playground.input.fill("Shorter, please. [[standin tokens=30 rate=500 ttft=1]]");
  await playground.input.press("ControlOrMeta+Enter");
  await playground.expectReceipt(2);
  await playground.expectAvailable(3);
});

test("a failing model says so in a sentence, costs nothing and can be tried again", async ({ page }) => {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.input.fill("Simplify this. [[standin error_after=8 rate=200 ttft=1]]");
  await playground.run.click();
  const turn = playground.turn(1);
  await expect(turn.getByText(/not charged/i)).toBeVisible();
  await playground.expectAvailable(5);
  await turn.getByRole("button", { name: /retry|try again/i }).click();
  await expect(page.getByText(/not charged/i).last()).toBeVisible();
  await playground.expectAvailable(5);
});

test("Stop ends the answer where it is, and the rest of the held credits comes back", async ({ page }) => {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.input.fill("Simplify this. [[standin tokens=1500 rate=40 ttft=1]]");
  await playground.run.click();
  await expect.poll(async () => (await playground.turn(1).textContent())?.length ?? 0).toBeGreaterThan(300);
  await playground.stop.click();
  await playground.expectReceipt(1);
  await expect(playground.run).toBeVisible();
  await playground.expectAvailable(4);
});

test("without enough credits a dialog says what is needed and what is there, and the input stays", async ({ page }) => {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.input.fill("Simplify this. [[standin tokens=3800 rate=5000 ttft=1]]");
  await page
    .getByRole("button", { name: /more|larger|increase/i })
    .first()
    .click();
  for (let budget = 3; budget <= 6; budget += 1) {
    await page
      .getByRole("button", { name: /more|larger|increase/i })
      .first()
      .click();
  }
  await playground.run.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/6 credits/);
  await expect(dialog).toContainText(/5/);
  await expect(dialog.getByRole("link", { name: /buy|more credits|packs/i }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(playground.input).toHaveValue(/Simplify this/);
});

test("what was typed before signing in is there afterwards", async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.input.fill("Kept across the sign-in.");
  await playground.run.click();
  await page.waitForURL(/sign-in/);
  await page.getByLabel(/e-?mail/i).fill(`kept.${Date.now()}@example.com`);
  await page.getByRole("button", { name: /sign in|continue/i }).click();
  await page.waitForURL(/playground/);
  await expect(playground.input).toHaveValue("Kept across the sign-in.");
});

test("an answer goes on while the page is away, and is whole after a reload", async ({ page }) => {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.input.fill("Simplify this. [[standin tokens=250 rate=60 ttft=1]]");
  await playground.run.click();
  await expect.poll(async () => (await playground.turn(1).textContent())?.length ?? 0).toBeGreaterThan(200);
  await page.reload();
  await playground.expectReceipt(1);
  await playground.expectAvailable(4);
});

test("what is typed before the page has come alive is kept, and outlives a reload", async ({ page }) => {
  await signIn(page, "/packages");
  await waitNoMore(page);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/playground", { waitUntil: "commit" });
  const playground = new PlaygroundPage(page);
  await playground.input.fill("Typed early");
  release();
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("playground-draft"))).toContain("Typed early");
  await expect(playground.input).toHaveValue("Typed early");
  await page.reload();
  await expect(playground.input).toHaveValue("Typed early");
});

test("a thread that a starter began stands in the list with its package at once", async ({ page, isMobile }) => {
  await signIn(page, "/playground");
  await page.getByRole("main").getByRole("button", { name: "Run" }).first().click();
  const playground = new PlaygroundPage(page);
  await expect(playground.turn(1)).toBeVisible();
  if (isMobile) await page.getByRole("button", { name: /sessions/i }).click();
  await expect(page.getByRole("link", { name: /prpm\// }).first()).toBeVisible();
});

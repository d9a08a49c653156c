import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

async function runOnce(page: Page): Promise<void> {
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.input.fill("Simplify this. [[standin tokens=30 rate=2000 ttft=1]]");
  await playground.run.click();
  await playground.expectReceipt(1);
}

test("after a run the statement shows it, linked to its thread, and what happens next in words", async ({ page }) => {
  await signIn(page);
  await runOnce(page);
  await page.goto("/credits");
  await expect(page.getByRole("heading", { level: 1, name: "4 credits available" })).toBeVisible();
  const next = page.getByRole("region", { name: "What happens next" });
  await expect(next).toContainText("Your 4 trial credits never expire.");
  await expect(next).toContainText("PRPM+ would bring 200 credits a month.");
  const statement = page.getByRole("table", { name: /Movements/ });
  await expect(statement.getByRole("row", { name: /plain-english with Sonnet 5.5 −1 4$/ })).toBeVisible();
  await expect(statement.getByRole("row", { name: /Free credits for trying packages \+5 5$/ })).toBeVisible();
  await expectAccessible(page);

  await statement.getByRole("link", { name: "plain-english with Sonnet 5.5" }).click();
  await page.waitForURL(/\/playground\?session=/);
  await expect(new PlaygroundPage(page).turn(1)).toContainText("Simplify this.");
});

test("the statement is filtered by kind, and the filter goes with the file", async ({ page }) => {
  await signIn(page);
  await runOnce(page);
  await page.goto("/credits");
  const kinds = page.getByRole("navigation", { name: "Kinds of movements" });
  await kinds.getByRole("link", { name: "Spent" }).click();
  await page.waitForURL("/credits?type=spend");
  const statement = page.getByRole("table", { name: /Movements/ });
  await expect(statement.getByText("Free credits for trying packages")).toHaveCount(0);
  await expect(statement.getByText("plain-english with Sonnet 5.5")).toBeVisible();
  await expect(kinds.getByRole("link", { name: "Spent" })).toHaveAttribute("aria-current", "true");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^prpm-credits-spend-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = readFileSync(await file.path(), "utf8").split("\r\n");
  expect(head).toBe("\ufeffseq,time,type,amount,balance,description,runId,purchaseId,hash");
  expect(lines).toEqual([
    expect.stringMatching(
      /^2,\d{4}-\d\d-\d\dT[\d:.]+Z,spend,-1,4,plain-english with Sonnet 5\.5,[0-9a-f-]{36},,[0-9a-f]{64}$/,
    ),
    "",
  ]);
});

test("months are drawn, and are there as a table", async ({ page }) => {
  await signIn(page, "/credits");
  const months = page.getByRole("region", { name: "By month" });
  await months.getByText("The same as a table").click();
  await expect(months.getByRole("row")).toHaveCount(13);
  await expect(months.getByRole("row").nth(1).getByRole("cell")).toHaveText(["5", "0", "0", "0"]);
  await expectAccessible(page);
});

test("the header's meter opens on a press, says what is held by kind, and closes with Escape", async ({ page }) => {
  await signIn(page, "/credits");
  const meter = page.getByRole("button", { name: "Credits: 5 credits available" });
  await meter.click();
  const panel = page.getByRole("dialog", { name: "Credits" });
  await expect(panel).toContainText("5 credits available");
  await expect(panel).toContainText("never expires");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(meter).toBeFocused();
});

test("a page that is looked at again shows what has happened to the wallet meanwhile", async ({ page, context }) => {
  await signIn(page, "/credits");
  await expect(page.getByRole("heading", { level: 1, name: "5 credits available" })).toBeVisible();
  const answer = await context.request.post("/api/v1/playground/run", {
    headers: { origin: new URL(page.url()).origin },
    data: { baseline: true, userInput: "x [[standin tokens=30 rate=2000 ttft=1]]" },
  });
  expect(answer.status()).toBe(200);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByRole("button", { name: "Credits: 4 credits available" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "4 credits available" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Sonnet 5.5 without a package −1 4$/ })).toBeVisible();
});

test.describe("in another time zone", () => {
  test.use({ timezoneId: "Pacific/Kiritimati" });

  test("from the second page on the server itself writes times in the reader's zone", async ({ page }) => {
    await signIn(page, "/credits");
    await expect(page.getByText("Times in Pacific/Kiritimati")).toBeVisible();
    await expect.poll(async () => (await page.context().cookies()).some(({ name }) => name === "tz")).toBe(true);
    const html = await (await page.context().request.get("/credits")).text();
    expect(html).toContain("Times in <!-- -->Pacific/Kiritimati");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the statement can be read and filtered, and says that its times are in UTC", async ({ page, context }) => {
    const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
    const email = `plain.${process.pid}.${Date.now()}.${test.info().parallelIndex}@example.com`;
    await context.request.post("/api/auth/callback/dev", { form: { csrfToken, email, callbackUrl: "/credits" } });
    await page.goto("/credits");
    await expect(page.getByText("Times in UTC")).toBeVisible();
    await page.getByRole("navigation", { name: "Kinds of movements" }).getByRole("link", { name: "Trial" }).click();
    await page.waitForURL("/credits?type=trial");
    await expect(page.getByRole("row", { name: /\+5 5$/ })).toBeVisible();
  });
});

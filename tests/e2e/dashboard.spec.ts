import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { signIn } from "@/tests/support/pages/sign-in";

/** A run in this browser's name; its answer is not waited for on a screen. */
async function runOnce(page: Page, body: object): Promise<void> {
  const answer = await page.context().request.post("/api/v1/playground/run", {
    headers: { origin: new URL(page.url()).origin },
    data: body,
  });
  expect([200, 500]).toContain(answer.status());
}

/** Signs in as somebody new with two runs that succeeded, one of them with a package, and one that failed. */
async function withRuns(page: Page): Promise<void> {
  await signIn(page, "/credits");
  const search = await page.context().request.get("/api/v1/packages?q=plain-english");
  const { items } = (await search.json()) as { items: { id: string; name: string }[] };
  const packageId = items.find(({ name }) => name === "plain-english")?.id;
  await runOnce(page, { packageId, userInput: "Simplify this. [[standin tokens=30 rate=2000 ttft=1]]" });
  await runOnce(page, { baseline: true, userInput: "Say it again. [[standin tokens=30 rate=2000 ttft=1]]" });
  await runOnce(page, { baseline: true, userInput: "Too much. [[standin error=400]]" });
}

const chart = (page: Page, name = "Credits by day") => page.getByRole("figure", { name });
const daysOf = (page: Page, name = "Credits by day") => chart(page, name).getByRole("group", { name, exact: true });
const TODAY = /^\w{3} \d+ \w+, so far: /;

test("what one ran is said in a sentence, drawn, and told by model and package", async ({ page }) => {
  await withRuns(page);
  await page.goto("/dashboard");
  await expect(page.getByText("You ran 3 prompts in the last 30 days; 67 % succeeded.")).toBeVisible();
  await expect(chart(page).locator("svg .recharts-bar-rectangle path")).toHaveCount(1);
  await expect(chart(page).getByRole("link", { name: /: 2 credits$/ })).toBeAttached();
  await expect(chart(page).getByText("2 credits in all")).toBeVisible();
  await expect(page.getByRole("row", { name: /^prpm\/plain-english 1 / })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Without a package 2 / })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Sonnet 5.5 3 / })).toBeVisible();
  await expect(page.getByText("You have 3 credits, and spent 0.1 a day in the last 14 days.")).toBeVisible();
  await expectAccessible(page);
});

test("a chart is read by keyboard, day by day, and a day leads to its runs", async ({ page }) => {
  await withRuns(page);
  await page.goto("/dashboard");
  const days = daysOf(page);
  await chart(page).getByRole("button", { name: "Table" }).focus();
  await page.keyboard.press("Tab");
  const last = days.getByRole("link", { name: TODAY });
  await expect(last).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(days.getByRole("img", { name: /: 0 credits$/ }).last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(days.locator(":scope > *").first()).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/dashboard\/runs\?from=.*&day=/);
  await expect(page.getByRole("heading", { level: 1, name: "My runs" })).toBeVisible();
  await expect(page.getByRole("table", { name: /^Your runs/ }).getByRole("link")).toHaveCount(3);
  await expect(page.getByText("3 runs for 2 credits, the newest first.")).toBeVisible();
  await expectAccessible(page);
});

test("the same figures are there as a table", async ({ page }) => {
  await withRuns(page);
  await page.goto("/dashboard?show=runs");
  await chart(page, "Runs by day").getByRole("button", { name: "Table" }).click();
  const table = page.getByRole("table", { name: "Runs by day" });
  await expect(table.getByRole("row")).toHaveCount(31);
  await expect(table.getByRole("columnheader")).toHaveText(["Day", "Succeeded", "Failed"]);
  await expect(table.getByRole("row").last().getByRole("cell")).toHaveText(["2", "1"]);
  await expectAccessible(page);
});

test("figures lead to their runs, each with what it cost and why, and into its thread", async ({ page }) => {
  await withRuns(page);
  await page.goto("/dashboard");
  await page.getByRole("link", { name: "Without a package" }).click();
  await expect(page).toHaveURL(/package=none/);
  const runs = page.getByRole("table", { name: /^Your runs/ });
  await expect(runs.getByRole("row", { name: /Too much\..*failed|failed.*Too much\./ })).toContainText(
    "You were not charged.",
  );
  await expect(runs.getByText("Say it again.")).toBeVisible();
  await expect(runs.getByText("Simplify this.")).toHaveCount(0);
  await page.getByRole("link", { name: "Not only Without a package" }).click();
  await expect(runs.getByText("Simplify this.")).toBeVisible();
  await runs.getByRole("link", { name: "plain-english with Sonnet 5.5" }).click();
  await page.waitForURL(/\/playground\?session=/);
  await expect(page.getByRole("article").first()).toContainText("Simplify this.");
});

test("other days are a link or a form away, keep what is shown, and have their own file", async ({ page }) => {
  await withRuns(page);
  await page.goto("/dashboard?show=tokens");
  await page.getByRole("navigation", { name: "Period" }).getByRole("link", { name: "7 days" }).click();
  await expect(page).toHaveURL(/show=tokens&from=[\d-]+&to=[\d-]+$/);
  await expect(daysOf(page, "Tokens by day").locator(":scope > *")).toHaveCount(7);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^prpm-usage-[\d-]+-to-[\d-]+\.csv$/);
  expect(
    readFileSync(await file.path(), "utf8")
      .trimEnd()
      .split("\r\n"),
  ).toHaveLength(3);

  await page.getByText("Other days").click();
  await page.getByLabel("From").fill("2025-01-01");
  await page.getByLabel("To", { exact: true }).fill("2025-01-31");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/show=tokens&from=2025-01-01&to=2025-01-31$/);
  await expect(page.getByRole("heading", { name: "No runs in these days" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Show the 30 days up to then" }).click();
  await expect(page.getByText("You ran 3 prompts")).toBeVisible();
  await page.goto("/dashboard?from=2026-02-01&to=2026-01-01");
  const problem = page.getByRole("main").getByRole("alert");
  await expect(problem).toHaveText("The first day comes after the last. These are the last 30 days.");
  await page.goto("/dashboard?from=9000-01-01&to=9000-01-07");
  await expect(problem).toHaveText("Those days are still to come. These are the last 30 days.");
  await expect(page.getByText("You ran 3 prompts")).toBeVisible();
});

test("where the system paints its own colours, one sees which tab, days and view are shown", async ({ page }) => {
  await withRuns(page);
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/dashboard");
  const lineOf = (name: string) =>
    page.getByRole("link", { name, exact: true }).evaluate((tab) => getComputedStyle(tab).borderBottomColor);
  expect(await lineOf("My usage")).not.toBe(await lineOf("My packages"));
  const days = page.getByRole("navigation", { name: "Period" });
  await expect(days.getByRole("link", { name: "30 days" })).toHaveCSS("text-decoration-line", "underline");
  await expect(days.getByRole("link", { name: "7 days" })).toHaveCSS("text-decoration-line", "none");
  await expect(chart(page).getByRole("button", { name: "Chart" })).toHaveCSS("text-decoration-line", "underline");
  await expect(chart(page).getByRole("button", { name: "Table" })).toHaveCSS("text-decoration-line", "none");
});

test("days that were chosen stay chosen from tab to tab and over a sign-in", async ({ page }) => {
  const email = await signIn(page, "/credits");
  await page.goto("/dashboard/packages?from=2026-11-02&to=2026-11-08");
  await page.getByRole("link", { name: "My usage" }).click();
  await expect(page).toHaveURL("/dashboard?from=2026-11-02&to=2026-11-08");
  await page.context().clearCookies();
  await page.goto("/dashboard/packages?from=2026-11-02&to=2026-11-08");
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByRole("button", { name: /sign in|continue/i }).click();
  await expect(page).toHaveURL("/dashboard/packages?from=2026-11-02&to=2026-11-08");
});

test("who has run nothing is shown what to do, and finds the dashboard in the menu", async ({ page }) => {
  await signIn(page, "/credits");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("link", { name: "Dashboard" }).click();
  await page.waitForURL("/dashboard");
  await expect(page.getByText("You have run nothing yet.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No runs yet" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Period" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Try code-review" })).toBeVisible();
  await expectAccessible(page);
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true });

  test("a finger asks what a day is before it follows it", async ({ page }) => {
    await withRuns(page);
    await page.goto("/dashboard");
    const day = chart(page).getByRole("link", { name: TODAY });
    await day.tap();
    await expect(chart(page).locator("[aria-hidden]").getByText("2 credits")).toBeVisible();
    await expect(page).toHaveURL("/dashboard");
    await page.getByRole("heading", { level: 1 }).tap();
    await expect(chart(page).locator("[aria-hidden]").getByText("2 credits")).toHaveCount(0);
    await day.tap();
    await day.tap();
    await expect(page).toHaveURL(/\/dashboard\/runs/);
  });
});

test("while a chart is on its way nothing moves", async ({ page }) => {
  await withRuns(page);
  await page.goto("/dashboard");
  await expect(chart(page).locator("svg .recharts-bar-rectangle path")).toHaveCount(1);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 500);
      }),
  );
  expect(shift).toBeLessThan(0.02);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the table stands in the chart's place", async ({ page, context }) => {
    const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
    const email = `plain.${process.pid}.${Date.now()}.${test.info().parallelIndex}@example.com`;
    await context.request.post("/api/auth/callback/dev", { form: { csrfToken, email, callbackUrl: "/credits" } });
    await page.goto("/credits");
    await runOnce(page, { baseline: true, userInput: "Hello [[standin tokens=30 rate=2000 ttft=1]]" });
    await page.goto("/dashboard");
    const table = page.getByRole("table", { name: "Credits by day" });
    await expect(table.getByRole("row")).toHaveCount(31);
    await expect(chart(page).getByRole("button")).toHaveCount(0);
    await table.getByRole("row").last().getByRole("link").click();
    await expect(page).toHaveURL(/\/dashboard\/runs\?.*day=/);
  });
});

import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { routeOnce } from "@/tests/support/pages/route-while";
import { signIn } from "@/tests/support/pages/sign-in";

/** Signs in as somebody new who has asked these, each in a session of its own; answers the sessions' ids. */
async function withSessions(page: Page, inputs: readonly string[]): Promise<string[]> {
  await signIn(page, "/sessions");
  const asked = (input: string) =>
    page.evaluate(async (userInput) => {
      const response = await fetch("/api/v1/playground/run", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ baseline: true, userInput }),
      });
      return ((await response.json()) as { sessionId: string }).sessionId;
    }, `${input} [[standin tokens=5 rate=1000 ttft=0]]`);
  const ids: string[] = [];
  for (const input of inputs) ids.push(await asked(input));
  await page.goto("/sessions");
  await expect(rowOf(page, inputs[0] ?? "")).toBeVisible();
  return ids;
}

const rowOf = (page: Page, title: string) => page.getByRole("main").getByRole("listitem").filter({ hasText: title });

test("sessions are found as one types, the words stand in the address, and the field keeps the keyboard", async ({
  page,
}) => {
  await withSessions(page, ["Doric columns", "Ionic columns"]);
  const field = page.getByRole("searchbox", { name: "Search sessions" });
  await field.pressSequentially("dor", { delay: 30 });
  await expect(rowOf(page, "Ionic columns")).toHaveCount(0);
  await expect(rowOf(page, "Doric columns")).toBeVisible();
  await expect(page).toHaveURL("/sessions?q=dor");
  await expect(field).toBeFocused();
  await field.fill("zebra");
  await expect(page.getByRole("heading", { name: 'Nothing found for "zebra"' })).toBeVisible();
  await page.getByRole("link", { name: "Show all sessions" }).click();
  await expect(rowOf(page, "Ionic columns")).toBeVisible();
  await expect(field).toHaveValue("");
});

test("sessions are filtered by model and by whether they are kept, and the filter is let go", async ({ page }) => {
  await withSessions(page, ["Doric columns", "Ionic columns"]);
  await page
    .getByRole("navigation", { name: "Model" })
    .getByRole("link", { name: /^Sonnet/ })
    .click();
  await expect(page).toHaveURL("/sessions?model=sonnet");
  await expect(rowOf(page, "Doric columns")).toBeVisible();
  await page.getByRole("link", { name: "Kept", exact: true }).click();
  await expect(page.getByRole("heading", { name: /^No threads on Sonnet .* that are kept$/ })).toBeVisible();
  await expect(page).toHaveURL("/sessions?model=sonnet&saved=true");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole("link", { name: "Kept", exact: true }).click();
  await expect(rowOf(page, "Ionic columns")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search sessions" }).fill("zebra");
  await expect(page).toHaveURL("/sessions?q=zebra&model=sonnet");
  await page.getByRole("link", { name: "Search all sessions" }).click();
  await expect(page).toHaveURL("/sessions?q=zebra");
  await page.getByRole("link", { name: "Show all sessions" }).click();
  await expect(rowOf(page, "Ionic columns")).toBeVisible();
  await expect(page.getByRole("link", { name: "Clear filters" })).toHaveCount(0);
});

test("without a script sessions are searched by the form", { tag: "@any-size" }, async ({ page, browser }) => {
  await withSessions(page, ["Doric columns", "Ionic columns"]);
  const storageState = await page.context().storageState();
  const plain = await browser.newContext({ storageState, javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto("/sessions");
  const field = still.getByRole("searchbox", { name: "Search sessions" });
  await field.fill("ionic");
  await field.press("Enter");
  await expect(still).toHaveURL("/sessions?q=ionic");
  await expect(rowOf(still, "Ionic columns")).toBeVisible();
  await expect(rowOf(still, "Doric columns")).toHaveCount(0);
  await plain.close();
});

/** What the server says of a session. */
const statusOf = async (page: Page, id: string | undefined) =>
  (await page.request.get(`/api/v1/playground/sessions/${id}`)).status();

async function openMenu(page: Page, title: string): Promise<void> {
  await rowOf(page, title)
    .getByRole("button", { name: /^Actions for/ })
    .press("Enter");
}

const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

test("a session is renamed in its row by the keyboard alone; Escape leaves the old name", async ({ page }) => {
  await withSessions(page, ["First words"]);
  await openMenu(page, "First words");
  await page.getByRole("button", { name: "Rename" }).press("Enter");
  const field = page.getByRole("textbox", { name: "Title" });
  await expect(field).toBeFocused();
  await field.fill("Never this");
  await field.press("Escape");
  const button = page.getByRole("button", { name: /^Actions for First words/ });
  await expect(button).toBeFocused();
  await openMenu(page, "First words");
  await page.getByRole("button", { name: "Rename" }).press("Enter");
  await field.fill("Greek temples");
  await field.press("Enter");
  await expect(rowOf(page, "Greek temples")).toBeVisible();
  await expect(page.getByRole("button", { name: "Actions for Greek temples" })).toBeFocused();
  await page.reload();
  await expect(rowOf(page, "Greek temples")).toBeVisible();
  await expect(rowOf(page, "First words")).toHaveCount(0);
});

test("a name that is refused stays in its field with the reason", { tag: "@any-size" }, async ({ page }) => {
  await withSessions(page, ["First words"]);
  const refusal = { error: "rate_limited", message: "Too many requests; please wait a moment." };
  await routeOnce(page, "**/playground/sessions/*", (route) => route.fulfill({ status: 429, json: refusal }));
  await openMenu(page, "First words");
  await page.getByRole("button", { name: "Rename" }).click();
  const field = page.getByRole("textbox", { name: "Title" });
  await field.fill("Greek temples");
  await field.press("Enter");
  await expect(page.getByText(refusal.message)).toBeVisible();
  await expect(field).toHaveValue("Greek temples");
  await field.press("Enter");
  await expect(rowOf(page, "Greek temples")).toBeVisible();
});

test("keeping a session says what it needs and where that is had", async ({ page }) => {
  await withSessions(page, ["First words"]);
  await openMenu(page, "First words");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "PRPM+" })).toContainText(
    "Keeping a thread is part of PRPM+.",
  );
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole("link", { name: "See PRPM+" }).click();
  await expect(page).toHaveURL("/pricing");
});

test("a kept session says so, and can be given up", { tag: "@any-size" }, async ({ page }) => {
  await withSessions(page, ["First words"]);
  // Who may keep one is the server's to say; here it says yes.
  await page.route("**/playground/sessions/*", async (route) => {
    const { saved } = route.request().postDataJSON() as { saved: boolean };
    const expiresAt = saved ? null : new Date(Date.now() + 86_400_000).toISOString();
    await route.fulfill({ json: { id: "", title: "First words", saved, expiresAt } });
  });
  await expect(rowOf(page, "First words")).toContainText("goes in 24 hours");
  await openMenu(page, "First words");
  await page.getByRole("button", { name: "Keep", exact: true }).press("Enter");
  await expect(rowOf(page, "First words")).toContainText("kept");
  await expect(page.getByRole("button", { name: /^Actions for First words/ })).toBeFocused();
  await openMenu(page, "First words");
  await page.getByRole("button", { name: "No longer keep" }).press("Enter");
  await expect(rowOf(page, "First words")).toContainText("goes in 24 hours");
});

async function downloaded(page: Page, link: string): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: link, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("a session is exported from its menu, and the HTML file shows it without a network", async ({ page, browser }) => {
  await withSessions(page, ["Doric columns: why?"]);
  await openMenu(page, "Doric columns");
  const markdown = await downloaded(page, "Markdown");
  expect(markdown.name).toMatch(/^Doric columns why .*\.md$/);
  expect(markdown.text).toMatch(/^# Doric columns: why\?/);
  await openMenu(page, "Doric columns");
  const { text } = await downloaded(page, "HTML");
  const offline = await browser.newContext({ offline: true });
  const reader = await offline.newPage();
  await reader.setContent(text);
  await expect(reader.getByRole("heading", { name: /^Doric columns: why\?/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: reader }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await offline.close();
});

test("a deleted session goes at once, comes back when that is undone, and is gone for good after the time", async ({
  page,
}) => {
  const [first, second] = await withSessions(page, ["Doric columns", "Ionic columns"]);
  await openMenu(page, "Ionic columns");
  await page.getByRole("button", { name: "Delete", exact: true }).press("Enter");
  await expect(rowOf(page, "Ionic columns")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /^Doric columns/ })).toBeFocused();
  await undo(page).click();
  await expect(page.getByRole("link", { name: /^Ionic columns/ })).toBeFocused();
  await expect(undo(page)).toHaveCount(0);

  await openMenu(page, "Doric columns");
  const deleted = page.waitForResponse((response) => response.url().endsWith("/sessions/delete"));
  await page.getByRole("button", { name: "Delete", exact: true }).press("Enter");
  await expect(page.getByRole("link", { name: /^Ionic columns/ })).toBeFocused();
  expect(await statusOf(page, first)).toBe(200);
  expect((await deleted).status()).toBe(200);
  await expect(undo(page)).toHaveCount(0);
  expect(await statusOf(page, first)).toBe(404);
  expect(await statusOf(page, second)).toBe(200);
});

test("the keys that undo bring a deleted session back", { tag: "@any-size" }, async ({ page }) => {
  const [id] = await withSessions(page, ["Doric columns"]);
  await openMenu(page, "Doric columns");
  await page.getByRole("button", { name: "Delete", exact: true }).press("Enter");
  await expect(page.getByRole("heading", { name: "No threads yet" })).toBeVisible();
  await expect(undo(page)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(rowOf(page, "Doric columns")).toBeVisible();
  expect(await statusOf(page, id)).toBe(200);
});

test("leaving the page ends the time for a change of mind", { tag: "@any-size" }, async ({ page }) => {
  const [id] = await withSessions(page, ["Doric columns"]);
  await openMenu(page, "Doric columns");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(undo(page)).toBeVisible();
  await page.goto("about:blank");
  await expect.poll(() => statusOf(page, id), { timeout: 4_000 }).toBe(404);
});

test("what was deleted just before a reload is not listed by it", { tag: "@any-size" }, async ({ page }) => {
  await withSessions(page, ["Doric columns", "Ionic columns"]);
  await openMenu(page, "Doric columns");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(undo(page)).toBeVisible();
  await page.reload();
  await expect(rowOf(page, "Ionic columns")).toBeVisible();
  await expect(rowOf(page, "Doric columns")).toHaveCount(0);
});

test("signing out ends it too, while it is still known whose session it is", { tag: "@any-size" }, async ({ page }) => {
  await withSessions(page, ["Doric columns"]);
  await openMenu(page, "Doric columns");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(undo(page)).toBeVisible();
  const deleted = page.waitForResponse((response) => response.url().endsWith("/sessions/delete"));
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  expect((await deleted).status()).toBe(200);
  await expect(page).toHaveURL("/");
});

test("a session that could not be deleted comes back with the reason", { tag: "@any-size" }, async ({ page }) => {
  await withSessions(page, ["Doric columns"]);
  const refusal = { error: "internal", message: "Something went wrong on our side." };
  await page.route("**/playground/sessions/*", (route) => route.fulfill({ status: 500, json: refusal }));
  await openMenu(page, "Doric columns");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(rowOf(page, "Doric columns")).toHaveCount(0);
  await expect(page.getByText(`A session was not deleted. ${refusal.message}`)).toBeVisible();
  await expect(rowOf(page, "Doric columns")).toBeVisible();
});

test("several sessions are selected and deleted together, with one way back for all", async ({ page }) => {
  const ids = await withSessions(page, ["Doric columns", "Ionic columns", "Corinthian columns"]);
  await page.getByRole("checkbox", { name: /^Select Doric/ }).press("Space");
  await page.getByRole("checkbox", { name: /^Select Ionic/ }).press("Space");
  await expect(page.getByText("2 selected")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole("button", { name: "Delete 2" }).press("Enter");
  await expect(page.getByText("2 sessions deleted.")).toBeVisible();
  await expect(rowOf(page, "Doric columns")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /^Corinthian columns/ })).toBeFocused();
  await undo(page).click();
  await expect(rowOf(page, "Doric columns")).toBeVisible();
  await expect(rowOf(page, "Ionic columns")).toBeVisible();

  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("button", { name: "Delete 3" }).click();
  await expect(page.getByRole("heading", { name: "No threads yet" })).toBeVisible();
  await expect(undo(page)).toHaveCount(0, { timeout: 10_000 });
  for (const id of ids) await expect.poll(() => statusOf(page, id)).toBe(404);
});

/** The list beside the playground: a column, or on a narrow screen a sheet. */
async function threadsBeside(page: Page): Promise<Locator> {
  const column = page.getByRole("complementary", { name: "Sessions" });
  if (await column.isVisible()) return column;
  await page.getByRole("button", { name: "Sessions", exact: true }).click();
  return page.getByRole("dialog", { name: "Sessions" });
}

test("beside the playground threads are found by what was said in them", async ({ page }) => {
  await withSessions(page, ["Doric columns", "Ionic columns"]);
  await page.goto("/playground");
  const list = await threadsBeside(page);
  const field = list.getByRole("searchbox", { name: "Search sessions" });
  await field.pressSequentially("ioni", { delay: 30 });
  await expect(list.getByRole("link", { name: /^Doric/ })).toHaveCount(0);
  await expect(list.getByRole("link", { name: /^Ionic/ })).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill("zebra");
  await expect(list.getByText("Nothing found.")).toBeVisible();
  await expect(list.getByRole("link", { name: "All sessions" })).toHaveAttribute("href", "/sessions?q=zebra");
  await field.fill("");
  await expect(list.getByRole("link", { name: /^Doric/ })).toBeVisible();
});

test("the open thread is renamed and deleted beside the playground; its package stays for a new one", async ({
  page,
}) => {
  await signIn(page, "/playground?package=prpm/plain-english");
  const playground = new PlaygroundPage(page);
  await playground.ask("Doric columns [[standin tokens=5 rate=1000 ttft=0]]");
  await playground.expectReceipt(1);
  await expect(page.getByText("This thread goes 24 hours after its last turn.")).toBeVisible();
  const { sessionId } = playground;
  let list = await threadsBeside(page);
  await list.getByRole("button", { name: /^Actions for Doric/ }).click();
  await page.getByRole("button", { name: "Rename" }).click();
  const field = list.getByRole("textbox", { name: "Title" });
  await expect(field).toBeFocused();
  await field.press("Escape");
  await expect(list.getByRole("button", { name: /^Actions for Doric/ })).toBeFocused();
  await list.getByRole("button", { name: /^Actions for Doric/ }).click();
  await page.getByRole("button", { name: "Rename" }).click();
  await field.fill("Greek temples");
  await field.press("Enter");
  await expect(list.getByRole("link", { name: /^Greek temples/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await list.getByRole("button", { name: "Actions for Greek temples" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("article")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Package: prpm\/plain-english/ })).toBeVisible();
  await undo(page).click();
  await expect(playground.turn(1)).toContainText("Doric columns");

  list = await threadsBeside(page);
  await list.getByRole("button", { name: "Actions for Greek temples" }).click();
  const deleted = page.waitForResponse((response) => response.url().endsWith("/sessions/delete"));
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("article")).toHaveCount(0);
  await deleted;
  expect(await statusOf(page, sessionId)).toBe(404);
  expect(playground.sessionId).toBe("");
});

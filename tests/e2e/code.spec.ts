import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import {
  APP,
  answerWith,
  block,
  ECHO,
  FILES,
  file,
  openFiles,
  preview,
  startPreview,
} from "@/tests/support/pages/answer-files";
import { signIn } from "@/tests/support/pages/sign-in";
import { shareAnswer, subscribe } from "@/tests/support/pages/subscriber";

async function download(page: Page, button: Locator): Promise<Buffer> {
  const [saved] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("an answer's files are a tree, coloured, copied and downloaded, one or all, with paths that lead nowhere else", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const playground = await answerWith(page, FILES);
  await openFiles(playground.turn(1));
  await expect(page.getByRole("dialog", { name: "4 files" })).toBeVisible();
  await expect(page.getByRole("treeitem")).toHaveText(["src", "ui", "title.tsx", "app.css", "App.tsx", "notes.txt"]);
  await expect(file(page, "App.tsx")).toHaveAttribute("aria-selected", "true");
  await expect(page.locator("pre [style*=color]").first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("dialog").getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(`${APP}\n`);
  expect((await download(page, page.getByRole("button", { name: "Download src/App.tsx" }))).toString()).toBe(
    `${APP}\n`,
  );
  const zip = unzipSync(
    new Uint8Array(await download(page, page.getByRole("button", { name: "Download all as zip" }))),
  );
  expect(Object.keys(zip).sort()).toEqual(["notes.txt", "src/App.tsx", "src/app.css", "src/ui/title.tsx"]);
  expect(Buffer.from(zip["src/App.tsx"] ?? []).toString()).toBe(`${APP}\n`);
});

test("the tree is gone through by keyboard", { tag: "@any-size" }, async ({ page }) => {
  const playground = await answerWith(page, FILES);
  await openFiles(playground.turn(1));
  await file(page, "App.tsx").focus();
  await page.keyboard.press("Home");
  await expect(file(page, "src")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(file(page, "src")).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "notes.txt" })).toContainText("kept outside.");
  await page.keyboard.press("Escape");
  await expect(playground.turn(1).getByRole("button", { name: /^Files/ })).toBeFocused();
});

test("lines are wrapped and numbered as this tab has chosen, also after it is opened again", async ({ page }) => {
  const playground = await answerWith(page, block("txt long.txt", `${"word ".repeat(200)}\ntwo`));
  await openFiles(playground.turn(1));
  const code = page.getByRole("group", { name: "long.txt" });
  const scrolls = () => code.evaluate((element) => element.scrollWidth > element.clientWidth);
  const number = () =>
    code
      .locator("code > span")
      .nth(1)
      .evaluate((line) => getComputedStyle(line, "::before").content);
  await expect.poll(scrolls).toBe(true);
  await expect.poll(number).toContain("counter");
  await page.getByRole("button", { name: "Wrap lines" }).click();
  await page.getByRole("button", { name: "Line numbers" }).click();
  await expect.poll(scrolls).toBe(false);
  await page.reload();
  await openFiles(playground.turn(1));
  await expect.poll(scrolls).toBe(false);
  await expect.poll(number).toBe("none");
});

test("what changed since the answer before is marked in the tree and shown line by line", async ({ page }) => {
  const playground = await answerWith(page, FILES);
  const changed = FILES.replace("Counter", "A counter").replace(/```css[\s\S]*?```/, block("py new.py", "a\nb\nc"));
  await playground.ask(ECHO + changed);
  const turn = await playground.expectReceipt(2);
  await openFiles(turn);
  await expect(page.getByText("Since the answer before: 1 changed, 1 added, 1 removed")).toBeVisible();
  await expect(page.getByRole("treeitem", { name: "App.tsx , changed" })).toBeVisible();
  await expect(page.getByRole("treeitem", { name: "new.py , added" })).toBeVisible();
  await expect(page.getByRole("treeitem", { name: "app.css , removed" })).toBeVisible();
  await file(page, "App.tsx").click();
  await expect(page.getByRole("listitem").filter({ hasText: "Removed:" })).toContainText('<Title text="Counter" />');
  await expect(page.getByRole("listitem").filter({ hasText: "Added:" })).toContainText('<Title text="A counter" />');
  await expectAccessible(page);
});

/** Shares an answer of these very words, however long, and opens it as somebody who was never here. */
async function readShared(page: Page, browser: Browser, text: string): Promise<Page> {
  await signIn(page, "/settings");
  await subscribe(page);
  const run = { baseline: true, userInput: ECHO + text, maxCredits: 40 };
  const token = await shareAnswer(page, run, { title: "Files" });
  const { origin } = new URL(page.url());
  const context = await browser.newContext({ viewport: page.viewportSize(), baseURL: origin });
  const reader = await context.newPage();
  await reader.goto(`/playground/shared/${token}`);
  return reader;
}

test("very long files are shown in part and downloaded whole", { tag: "@any-size" }, async ({ page, browser }) => {
  const lines = Array.from({ length: 10_000 }, (_, n) => `${n % 10}`).join("\n");
  const reader = await readShared(
    page,
    browser,
    block("txt lines.txt", lines) + block("txt wide.txt", "x".repeat(30_000)),
  );
  await openFiles(reader.locator("body"));
  for (const [name, length] of [
    ["lines.txt", 20_000],
    ["wide.txt", 30_001],
  ] as const) {
    await file(reader, name).click();
    await expect(reader.getByText("too long to be shown whole")).toBeVisible();
    expect(await reader.locator("pre[aria-label] > code > span").count()).toBeLessThanOrEqual(2_000);
    expect((await download(reader, reader.getByRole("button", { name: `Download ${name}` }))).length).toBe(length);
  }
  await reader.context().close();
});

test("readers of a shared answer have its files as well, frames on other sites do not", async ({ page, browser }) => {
  const reader = await readShared(page, browser, FILES);
  await reader.getByRole("button", { name: "Files (4)" }).click();
  await startPreview(reader);
  await preview(reader).getByRole("button").click();
  await expect(preview(reader).getByRole("button")).toHaveText("Clicked 1");
  await expectAccessible(reader);
  await reader.goto(reader.url().replace("/playground/shared/", "/embed/"));
  await expect(reader.getByText("Counter").first()).toBeVisible();
  await expect(reader.getByRole("button", { name: /^Files/ })).toHaveCount(0);
  await reader.context().close();
});

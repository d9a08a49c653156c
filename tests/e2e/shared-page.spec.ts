import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { signIn } from "@/tests/support/pages/sign-in";
import { shareAnswer, subscribe } from "@/tests/support/pages/subscriber";

const QUICK = "[[standin tokens=40 rate=2000 ttft=0]]";
const ASKED = `Say **it** in <b>plain</b> words. ${QUICK}`;
const TITLE = `A <img src=x onerror="alert(1)"> title`;

/** Comes back as the answer, word for word. */
const HOSTILE = [
  "<script>document.title = 'run'; alert(1)</script> <img src=https://elsewhere.example/a onerror=alert(1)>",
  "![a picture](https://elsewhere.example/b.png) [a link](javascript:alert(1)) <svg/onload=alert(1)>",
  "[x]: https://elsewhere.example/c\n\n<iframe src=https://elsewhere.example/d></iframe> <style>@import url(//elsewhere.example/e)</style>",
].join("\n\n");

const pathOf = (token: string) => `/playground/shared/${token}`;

let path = "";
let hostilePath = "";

test.beforeAll(async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) });
  const page = await context.newPage();
  await page.goto("/packages/prpm/plain-english");
  const id = /package=([0-9a-f-]{36})/.exec(await page.content())?.[1];
  await signIn(page, "/settings");
  await subscribe(page);
  const item = id === undefined ? { baseline: true } : { packageId: id };
  path = pathOf(await shareAnswer(page, { ...item, userInput: ASKED }, { title: TITLE }));
  const echo = { customPrompt: HOSTILE, userInput: "[[standin echo_system]]" };
  hostilePath = pathOf(await shareAnswer(page, echo, { title: TITLE, includePrompt: true }));
  await context.close();
});

/** Someone who was never here. */
async function newReader(browser: Browser, page: Page, options: object = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: page.viewportSize(), ...options });
  return context.newPage();
}

const embedOf = (address: string) => address.replace("/playground/shared", "/embed");

const again = (page: Page) => page.locator("#again-1");

test("without a script the page is whole, and a fork leads to signing in and back", async ({ page, browser }) => {
  const reader = await newReader(browser, page, { javaScriptEnabled: false });
  await reader.goto(path);
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText(TITLE);
  await expect(reader.getByText("Say **it** in <b>plain</b> words.")).toBeVisible();
  await expect(reader.getByRole("link", { name: "prpm/plain-english" })).toHaveAttribute("href", /^\/packages\/prpm\//);
  await expect(reader.getByRole("link", { name: "Try this package" })).toHaveAttribute(
    "href",
    /^\/playground\?shared=[\w-]{22}&turn=0$/,
  );
  await reader.getByText("Receipt").first().click({ force: true });
  await reader.getByRole("button", { name: "Fork" }).click();
  await expect(reader).toHaveURL(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  await reader.context().close();
});

test("a reader's vote can be given, changed and taken back, and stays over a reload", async ({ page }) => {
  await page.goto(path);
  const [yes, no] = [/^Helpful/, /^Not helpful/].map((name) => page.getByRole("button", { name }));
  await yes?.click();
  await expect(page.getByRole("button", { name: /^Helpful/, pressed: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: /^Helpful/, pressed: true })).toBeVisible();
  await no?.click();
  await expect(page.getByRole("button", { name: /^Not helpful/, pressed: true })).toBeVisible();
  await no?.click();
  await expect(page.getByRole("button", { name: /elpful/, pressed: true })).toHaveCount(0);
});

test("a fork opens as a session of one's own that begins with what was shared", async ({ page }) => {
  await signIn(page, path);
  await page.getByRole("button", { name: "Fork" }).click();
  await expect(page).toHaveURL(/\/playground\?session=[0-9a-f-]{36}/);
  const id = new URL(page.url()).searchParams.get("session");
  const answer = await page.request.get(`/api/v1/playground/sessions/${id}`);
  expect(await answer.json()).toMatchObject({ title: TITLE, fork: { turns: [{ userInput: ASKED }] } });
});

test("a turn is run again for a price that is said first, and stands beside the shared one with differences marked", async ({
  page,
}) => {
  await page.goto(path);
  await again(page).getByRole("button", { name: "Run again today" }).click();
  await expect(again(page).getByRole("link", { name: "Sign in and come back here" })).toBeVisible();
  await signIn(page, `${path}#again-1`);
  await expect(again(page).getByText(/at most \d credits?, you have 5 credits\./)).toBeVisible();
  await again(page).getByRole("button", { name: "Run", exact: true }).click();
  const [shared, today] = ["As it was shared", "Today"].map((name) => again(page).getByRole("region", { name }));
  if (shared === undefined || today === undefined) throw new Error("two columns");
  await expect(today).toBeVisible({ timeout: 30_000 });
  for (const column of [shared, today]) {
    await expect(column.getByText("model")).toBeVisible();
    await expect(column.getByText("spent")).toBeVisible();
  }
  await expect(again(page).getByRole("checkbox", { name: "Mark differences" })).toBeChecked();
  await again(page).getByRole("link", { name: "Go on from here" }).click();
  await expect(page).toHaveURL(/\/playground\?session=[0-9a-f-]{36}/);
});

test("differences are marked as words that are gone and words that are new", { tag: "@any-size" }, async ({ page }) => {
  await signIn(page, path);
  // What was shared says something else than the stand-in says today.
  await page.route(`**/api/v1${path}`, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    body.turns[0].runs[0].response += " and words that only the shared answer has";
    await route.fulfill({ json: body });
  });
  await again(page).getByRole("button", { name: "Run again today" }).click();
  await again(page).getByRole("button", { name: "Run", exact: true }).click();
  await expect(again(page).locator("del")).toContainText("only the shared answer has", { timeout: 30_000 });
  await again(page).getByRole("checkbox", { name: "Mark differences" }).uncheck();
  await expect(again(page).locator("del")).toHaveCount(0);
});

test("who closes it without running leaves no session behind", { tag: "@any-size" }, async ({ page }) => {
  await signIn(page, path);
  await again(page).getByRole("button", { name: "Run again today" }).click();
  await expect(again(page).getByText(/at most/)).toBeVisible();
  const forgotten = page.waitForResponse((response) => response.request().method() === "DELETE");
  await again(page).getByRole("button", { name: "Not now" }).click();
  expect((await forgotten).status()).toBe(200);
  await expect(again(page).getByRole("button", { name: "Run again today" })).toBeFocused();
});

test("a refused run says why and offers a way on, with the price still there", { tag: "@any-size" }, async ({
  page,
}) => {
  await signIn(page, path);
  await again(page).getByRole("button", { name: "Run again today" }).click();
  await page.route("**/api/v1/playground/run", (route) =>
    route.fulfill({
      status: 402,
      json: { error: "insufficient_credits", message: "Too few.", required: 3, available: 1, purchaseUrl: "/" },
    }),
  );
  await again(page).getByRole("button", { name: "Run", exact: true }).click();
  await expect(again(page).getByRole("alert")).toContainText("This run needs at most 3 credits; you have 1 credit.");
  await expect(again(page).getByRole("link", { name: /Buy credits/ })).toHaveAttribute("target", "_blank");
  await expect(again(page).getByRole("button", { name: "Run", exact: true })).toBeVisible();
});

test("a report takes a reason, says thank you, and says why where it was not taken", async ({ page }) => {
  await page.goto(path);
  const sent: unknown[] = [];
  let status = 429;
  await page.route("**/report", async (route) => {
    sent.push(route.request().postDataJSON());
    const refusal = { error: "rate_limited", message: "Too many requests; please wait a moment." };
    await route.fulfill({ status, json: status === 200 ? { reported: true } : refusal });
  });
  await page.getByRole("button", { name: "Report" }).click();
  const dialog = page.getByRole("dialog", { name: "Report this page" });
  await dialog.getByRole("radio", { name: "Malware" }).check();
  await dialog.getByLabel(/Anything that helps/).fill("The second line.");
  await dialog.getByRole("button", { name: "Send report" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Too many requests; please wait a moment.");
  status = 200;
  await dialog.getByRole("button", { name: "Send report" }).click();
  await expect(page.getByRole("dialog", { name: "Thank you" })).toBeVisible();
  expect(sent.at(-1)).toEqual({ category: "malware", comment: "The second line." });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`page and embed are accessible, keep their policy and ask nobody else, in ${colorScheme}`, async ({
    page,
    baseURL,
  }) => {
    await page.emulateMedia({ colorScheme });
    const problems: string[] = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("dialog", (dialog) => problems.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(baseURL ?? "-") && !request.url().startsWith("data:")) problems.push(request.url());
    });
    const pages = [path, hostilePath];
    for (const address of [...pages, ...pages.map(embedOf)]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(TITLE);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) problems.push(`${address}: ${id}: ${nodes[0]?.html.slice(0, 160)}`);
      const width = page.viewportSize()?.width ?? 0;
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    expect(problems).toEqual([]);
  });
}

/** Shows an address in a frame of a page of another origin, by a server: browsers keep made-up pages from this machine. */
async function frameElsewhere(page: Page, address: string): Promise<void> {
  const body = `<iframe src="${address}" width="600" height="400"></iframe>`;
  const server = createServer((_request, response) => response.setHeader("Content-Type", "text/html").end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.close();
}

test("an embed is read in a frame of another site, and leaves nothing in the browser", { tag: "@any-size" }, async ({
  page,
  baseURL,
}) => {
  await frameElsewhere(page, `${baseURL}${embedOf(path)}`);
  const embed = page.frameLocator("iframe");
  await expect(embed.getByRole("heading", { level: 1 })).toHaveText(TITLE);
  const links = await embed.getByRole("link").all();
  for (const link of links) {
    await expect(link).toHaveAttribute("target", "_blank");
    await expect(link).toHaveAttribute("rel", /noopener/);
  }
  await page.goto(embedOf(path));
  await page.waitForLoadState("networkidle");
  const kept = () => [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(kept)).toEqual([]);
});

test("a page that may be framed by nobody is not", { tag: "@any-size" }, async ({ page, baseURL }) => {
  await frameElsewhere(page, `${baseURL}${path}`);
  await expect(page.frameLocator("iframe").getByText(TITLE)).toHaveCount(0);
});

import { devices, expect, type Page } from "@playwright/test";
import { fillerText } from "@/local/claude/filler";
import { countTokens } from "@/local/claude/tokens";
import { test } from "@/tests/support/browser-test";
import { E2E_CLAUDE_PORT } from "@/tests/support/e2e-port";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { routeWhile } from "@/tests/support/pages/route-while";
import { signIn } from "@/tests/support/pages/sign-in";

const CLAUDE = `http://127.0.0.1:${E2E_CLAUDE_PORT}`;

async function begin(page: Page): Promise<PlaygroundPage> {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  return playground;
}

type Receipt = { response: string; creditsSpent: number; usage: { outputTokens: number } };

/** The newest run of a thread, as the API tells it. */
async function newestRun(playground: PlaygroundPage): Promise<Receipt> {
  const response = await playground.page.request.get(`/api/v1/playground/sessions/${playground.sessionId}`);
  const { turns } = (await response.json()) as { turns: { runs: Receipt[] }[] };
  const run = turns.at(-1)?.runs[0];
  if (run === undefined) throw new Error("the session has no run");
  return run;
}

test("an answer reloaded ten times on its way is the provider's, byte for byte", { tag: "@any-size" }, async ({
  page,
}) => {
  test.slow(); // ten reloads while the answer is on its way, however long each takes
  const whole = fillerText(800);
  const playground = await begin(page);
  await playground.ask("Long. [[standin tokens=800 rate=25 ttft=1]]");
  await playground.expectText(1, 20);
  for (let reload = 0; reload < 10; reload += 1) {
    await page.reload();
    const before = (await playground.shownLetters(1)).length;
    await playground.expectText(1, before);
    await playground.expectBeginningOf(whole, 1);
  }
  await expect(playground.stop).toBeVisible();
  await playground.expectReceipt(1);
  expect(await playground.copyAnswer(1)).toBe(whole);
  expect((await newestRun(playground)).response).toBe(whole);
  await playground.expectAvailable(4);
});

type LoggedRequest = { label: string | null; endedAt: number | null; aborted: boolean };

async function requestsLabelled(page: Page, label: string): Promise<LoggedRequest[]> {
  const response = await page.request.get(`${CLAUDE}/_local/requests`);
  return ((await response.json()) as LoggedRequest[]).filter((request) => request.label === label);
}

test("Stop reaches the provider within a second, and what was produced is what is charged", {
  tag: "@any-size",
}, async ({ page }) => {
  const playground = await begin(page);
  const label = `stop-${Date.now()}`;
  await playground.input.fill(`Long. [[standin tokens=3000 rate=60 ttft=1 label=${label}]]`);
  for (let budget = 1; budget < 4; budget += 1) await page.getByRole("button", { name: "Larger budget" }).click();
  await playground.run.click();
  await playground.expectText(1, 200);
  const clickedAt = Date.now();
  await playground.stop.click();
  await expect.poll(async () => (await requestsLabelled(page, label))[0]?.endedAt ?? null).not.toBeNull();
  const [request] = await requestsLabelled(page, label);
  expect(request?.aborted).toBe(true);
  expect((request?.endedAt ?? 0) - clickedAt).toBeLessThan(1_000);

  await playground.expectReceipt(1);
  await expect(playground.turn(1)).toContainText("You stopped it here.");
  const run = await newestRun(playground);
  expect(fillerText(3_000).startsWith(run.response)).toBe(true);
  const produced = countTokens(run.response);
  expect(Math.abs(run.usage.outputTokens - produced)).toBeLessThan(produced * 0.2 + 20);
  expect(run.creditsSpent).toBe(1);
  await playground.expectAvailable(4);
});

test("two tabs and a phone follow one run; stopped on one, it ends on all with the same text", {
  tag: "@any-size",
}, async ({ page, browser }) => {
  const first = await begin(page);
  await first.ask("Long. [[standin tokens=1400 rate=30 ttft=1]]");
  await first.expectText(1, 50);
  const address = `?session=${first.sessionId}`;
  const tab = new PlaygroundPage(await page.context().newPage());
  const storageState = await page.context().storageState();
  const phoneContext = await browser.newContext({ ...devices["Pixel 7"], storageState });
  const phone = new PlaygroundPage(await phoneContext.newPage());
  await Promise.all([tab.open(address), phone.open(address)]);
  for (const window of [tab, phone]) {
    const before = (await window.shownLetters(1)).length;
    await window.expectText(1, before + 20);
  }
  await phone.stop.click();
  const texts = [];
  for (const window of [first, tab, phone]) {
    await window.expectReceipt(1);
    texts.push(await window.shownLetters(1));
  }
  expect(new Set(texts).size).toBe(1);

  await tab.input.fill("Half a thought");
  await first.ask("Short. [[standin tokens=60 rate=200 ttft=1]]");
  await tab.expectReceipt(2);
  await expect(tab.input).toHaveValue("Half a thought");
  // Another device learns of it when it is looked at again.
  await phone.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await phone.expectReceipt(2);
  const second = await first.shownLetters(2);
  expect([await tab.shownLetters(2), await phone.shownLetters(2)]).toEqual([second, second]);
  await phoneContext.close();
});

test("an input is edited and run beside the old one, asked again, and every version can be gone back to", async ({
  page,
}) => {
  const playground = await begin(page);
  await playground.ask("First words. [[standin tokens=40 rate=500 ttft=1]]");
  const turn = await playground.expectReceipt(1);
  await playground.ask("A second turn. [[standin tokens=40 rate=500 ttft=1]]");
  await playground.expectReceipt(2);

  await turn.hover();
  await turn.getByRole("button", { name: "Edit", exact: true }).click();
  const edited = page.getByRole("textbox", { name: "Edited input" });
  await expect(edited).toBeFocused();
  await edited.press("Escape");
  await expect(turn).toContainText("First words.");
  await turn.getByRole("button", { name: "Edit", exact: true }).click();
  await edited.fill("Other words. [[standin tokens=50 rate=500 ttft=1]]");
  await expect(turn.getByText("at most 1 credit")).toBeVisible();
  await edited.press("ControlOrMeta+Enter");
  await expect(turn.getByText("2 of 2")).toBeVisible();
  await expect(turn).toContainText("Other words.");
  await expect(playground.turn(2)).toHaveCount(0);

  await turn.getByRole("button", { name: /^Again/ }).click();
  await expect(turn.getByText("3 of 3")).toBeVisible();
  await playground.expectReceipt(1);
  await playground.expectAvailable(1);

  await turn.getByRole("button", { name: "Previous version" }).click();
  await expect(turn.getByText("2 of 3")).toBeVisible();
  await turn.getByRole("button", { name: "Previous version" }).press("Enter");
  await expect(turn.getByText("1 of 3")).toBeVisible();
  await expect(turn).toContainText("First words.");
  await expect(playground.turn(2)).toContainText("A second turn.");
  await page.reload();
  await expect(turn.getByText("1 of 3")).toBeVisible();
  await expect(playground.turn(2)).toContainText("A second turn.");
});

test("a thread that makes a run dearer says so, and is sent without its older turns when asked to", {
  tag: "@any-size",
}, async ({ page }) => {
  const playground = await begin(page);
  await playground.ask("One. [[standin tokens=700 rate=5000 ttft=1]]");
  await playground.expectReceipt(1);
  await playground.ask("Two. [[standin tokens=40 rate=5000 ttft=1]]");
  await playground.expectReceipt(2);
  await playground.input.fill("Three. [[standin tokens=40 rate=5000 ttft=1]]");
  await expect(page.getByTestId("quote")).toContainText("at most 2 credits");
  await expect(page.getByTestId("context")).toContainText("2 turns sent again");
  await page.getByRole("button", { name: "Leave out older turns at most 1" }).click();
  await expect(page.getByTestId("context")).toContainText("1 older turn left out");
  await expect(page.getByTestId("quote")).toContainText("at most 1 credit");
  await playground.run.click();
  const turn = await playground.expectReceipt(3);
  await turn.getByText("1 older turn was not sent with this one").click();
  await expect(turn).toContainText("the model answered without having read them");
});

test("an answer that the budget ended is continued, and both parts are copied as one text", {
  tag: "@any-size",
}, async ({ page }) => {
  const playground = await begin(page);
  await playground.ask("Long. [[standin tokens=2500 rate=20000 ttft=1]]");
  await playground.expectReceipt(1);
  const first = await newestRun(playground);
  await page.getByRole("button", { name: "Continue for at most 2 credits" }).click();
  const part = await playground.expectReceipt(2);
  await expect(part).toContainText(/continued, [12] credits?/);
  await expect(
    part.getByText("Continue exactly where you stopped", { exact: false }).locator("visible=true"),
  ).toHaveCount(
    1, // The stand-in repeats what it was asked; as a question of the reader's it is not shown.
  );
  const second = await newestRun(playground);
  expect(await playground.copyAnswer(2)).toBe(first.response + second.response);
});

test("Back to the playground is back in the thread as it is now, and the next question belongs to it", {
  tag: "@any-size",
}, async ({ page }) => {
  const playground = await begin(page);
  const leaveAndComeBack = async () => {
    await page.getByRole("link", { name: "Packages", exact: true }).first().click();
    await expect(page.getByRole("heading", { name: "Packages", level: 1 })).toBeVisible();
    await page.goBack();
  };
  await playground.ask("First. [[standin tokens=260 rate=15 ttft=1]]");
  await playground.expectText(1, 20);
  const { sessionId } = playground;
  await leaveAndComeBack();
  await expect(playground.stop).toBeVisible();
  await playground.expectReceipt(1);
  for (const turn of [2, 3]) {
    await leaveAndComeBack();
    await playground.expectReceipt(turn - 1);
    await playground.ask(`Turn ${turn}. [[standin tokens=20 rate=500 ttft=1]]`);
    await playground.expectReceipt(turn);
  }
  await leaveAndComeBack();
  await playground.expectReceipt(3);
  expect(playground.sessionId).toBe(sessionId);
});

test("signed out in mid-answer, nothing says that the run was free, and it is there after signing in again", {
  tag: "@any-size",
}, async ({ page }) => {
  const playground = await begin(page);
  const cookies = await page.context().cookies();
  await playground.ask("Long. [[standin tokens=500 rate=40 ttft=1]]");
  await playground.expectText(1, 20);
  await page.context().clearCookies();
  await page.reload();
  await expect(page.getByText(/not charged/i)).toHaveCount(0);
  await page.context().addCookies(cookies);
  await page.reload();
  await playground.expectReceipt(1);
  await playground.expectAvailable(4);
});

test("an edit that is refused keeps its words", { tag: "@any-size" }, async ({ page }) => {
  const playground = await begin(page);
  await playground.ask("First. [[standin tokens=20 rate=500 ttft=1]]");
  const turn = await playground.expectReceipt(1);
  await turn.getByRole("button", { name: "Edit", exact: true }).click();
  const field = page.getByRole("textbox", { name: "Edited input" });
  await field.fill("Words that took an hour.");
  const refusal = { error: "rate_limited", message: "Too many.", reason: "rate", limit: 10, retryAfterSeconds: 9 };
  await page.route("**/api/v1/playground/run", (route) => route.fulfill({ status: 429, json: refusal }));
  await page.getByRole("button", { name: "Run edit" }).click();
  await expect(field).toHaveValue("Words that took an hour.");
});

test("the second click of a double click on Run is none on Stop", { tag: "@any-size" }, async ({ page }) => {
  const playground = await begin(page);
  await playground.input.fill("Long. [[standin tokens=80 rate=40 ttft=1]]");
  await expect(playground.run).toBeEnabled();
  await playground.run.dblclick();
  await playground.expectReceipt(1);
  await expect(page.getByText(/stopped/i)).toHaveCount(0);
});

test("a reload between Run and the first byte joins the run: it is seen, and paid once", { tag: "@any-size" }, async ({
  page,
}) => {
  const playground = await begin(page);
  const label = `pending-${Date.now()}`;
  // The answer is on its way when the page goes.
  const end = await routeWhile(page, "**/api/v1/playground/run", async (route) => {
    await route.fetch().catch(() => {});
    await route.abort().catch(() => {});
  });
  await playground.ask(`Once. [[standin tokens=60 rate=40 ttft=1 label=${label}]]`);
  await expect.poll(async () => (await requestsLabelled(page, label)).length).toBe(1);
  end();
  await page.reload();
  await playground.expectReceipt(1);
  expect(await requestsLabelled(page, label)).toHaveLength(1);
  await expect(playground.input).toHaveValue("");
  await playground.expectAvailable(4);
});

test("a page opened right after an answer begins afresh", { tag: "@any-size" }, async ({ page }) => {
  const playground = await begin(page);
  await playground.ask("Quick. [[standin tokens=5 rate=0 ttft=0]]");
  await expect(page).toHaveURL(/session=/);
  await page.waitForTimeout(500);
  await page.goto("/playground?package=prpm/plain-english");
  await expect(page.getByText("Suggested inputs")).toBeVisible();
  await page.waitForTimeout(500);
  await expect(page.getByRole("button", { name: "Copy answer" })).toHaveCount(0);
});

import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

const QUICK = "[[standin tokens=20 rate=1000 ttft=0]]";

/** Not the model that the tests of outages put out in windows of this size: an outage is everybody's. */
const otherModel = () => (test.info().project.name === "phone" ? "haiku" : "opus");

/** Somebody new, with a thread of so many turns on the usual model. */
async function withTurns(page: Page, questions: readonly string[]): Promise<PlaygroundPage> {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  for (const [at, question] of questions.entries()) {
    await playground.ask(`${question} ${QUICK}`);
    await playground.expectReceipt(at + 1);
  }
  return playground;
}

async function chooseModel(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name: /^Model/ }).click();
  await page.getByRole("radio", { name }).check();
  await page.keyboard.press("Escape");
}

async function choosePackage(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Package:/ }).click();
  await page.getByPlaceholder("Search packages").fill(name);
  await page
    .getByRole("option", { name: new RegExp(name) })
    .first()
    .click();
  await expect(page.getByRole("button", { name: new RegExp(`^Package: prpm/${name}`) })).toBeVisible();
}

async function expectNoViolations(page: Page): Promise<void> {
  // What is still appearing has less contrast than it will have.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

const seams = (page: Page) => page.getByTestId("seam");

test("D30: another model in a thread begins a new one, and the way back leads to the old one as it was", async ({
  page,
}) => {
  const playground = await withTurns(page, ["First."]);
  const { sessionId } = playground;
  await expect(playground.turn(1).getByTestId("made-with")).toHaveText(/^prpm\/plain-english v1\.0\.0, Sonnet/);
  await chooseModel(page, new RegExp(otherModel(), "i"));
  await expect(page.getByRole("article")).toHaveCount(0);
  await expect(page.getByText(new RegExp(`^New thread with ${otherModel()}`, "i"))).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Back to it" }).click();
  await expect(page.getByRole("button", { name: /^Model: Sonnet/ })).toBeVisible();
  await expect(page.getByTestId("next-seam")).toHaveCount(0);

  await chooseModel(page, new RegExp(otherModel(), "i"));
  await playground.ask(`Elsewhere. ${QUICK}`);
  await playground.expectReceipt(1);
  expect(playground.sessionId).not.toBe(sessionId);
  await expect(playground.turn(1).getByTestId("made-with")).toHaveText(new RegExp(otherModel(), "i"));
});

test("D30: going on with another model is chosen, shows a seam also after a reload, and costs its quote at most", async ({
  page,
}) => {
  const playground = await withTurns(page, ["First."]);
  const { sessionId } = playground;
  await chooseModel(page, new RegExp(otherModel(), "i"));
  await page.getByRole("button", { name: new RegExp(`^Go on there with ${otherModel()}`, "i") }).click();
  await expect(playground.input).toBeFocused();
  await expect(page.getByTestId("next-seam")).toContainText(new RegExp(`From here: Sonnet.*to ${otherModel()}`, "i"));

  const words = `Second. ${QUICK}`;
  const bodies: unknown[] = [];
  page.on("request", (request) => {
    if (/\/(estimate|run)$/.test(request.url()) && request.method() === "POST") bodies.push(request.postDataJSON());
  });
  const quoted = page.waitForResponse((response) => response.url().endsWith("/estimate"));
  await playground.input.fill(words);
  const quote = (await (await quoted).json()) as { maxCredits: number; model: string };
  expect(quote.model).toBe(otherModel());
  await expect(page.getByTestId("quote")).toContainText(`at most ${quote.maxCredits} credit`);
  await expectNoViolations(page);
  await playground.run.click();
  await playground.expectReceipt(2);
  expect(playground.sessionId).toBe(sessionId);
  expect(bodies).toHaveLength(2);
  expect(bodies[1]).toEqual(bodies[0]);
  expect(bodies[0]).toMatchObject({ sessionId, model: otherModel(), seam: true });

  for (const when of ["at once", "after a reload"]) {
    if (when === "after a reload") await page.reload();
    await expect(seams(page)).toHaveCount(1);
    await expect(seams(page)).toHaveText(new RegExp(`^from here: Sonnet.*to ${otherModel()}`, "i"));
    await expect(playground.turn(1)).toContainText(/plain-english v1\.0\.0, Sonnet/);
    await expect(playground.turn(2).getByTestId("made-with")).toHaveText(
      new RegExp(`plain-english v1\\.0\\.0, ${otherModel()}`, "i"),
    );
    await expect(page.getByTestId("next-seam")).toHaveCount(0);
  }
  const session = await page.request.get(`/api/v1/playground/sessions/${sessionId}`);
  const { turns } = (await session.json()) as { turns: { runs: { model: string; creditsSpent: number }[] }[] };
  expect(turns.map(({ runs }) => runs[0]?.model)).toEqual(["sonnet", otherModel()]);
  expect(turns[1]?.runs[0]?.creditsSpent).toBeLessThanOrEqual(quote.maxCredits);
});

test("D30: another package goes on in the thread when that is chosen; an older turn asked again keeps its own", async ({
  page,
}) => {
  const playground = await withTurns(page, ["First."]);
  await choosePackage(page, "code-review");
  await page.getByRole("button", { name: /^Go on there with prpm\/code-review/ }).click();
  await playground.ask(`Second. ${QUICK}`);
  await playground.expectReceipt(2);
  await page.reload();
  await expect(seams(page)).toHaveText(/^from here: prpm\/plain-english v1\.0\.0.*to prpm\/code-review/);

  await playground
    .turn(1)
    .getByRole("button", { name: /^Again/ })
    .press("Enter");
  await expect(playground.turn(1)).toContainText("2 of 2");
  await playground.expectReceipt(1);
  await expect(playground.turn(1).getByTestId("made-with")).toHaveText(/plain-english/);
  await expect(page.getByTestId("next-seam")).toContainText("to prpm/code-review");
  await page.getByRole("button", { name: /^Stay with prpm\/plain-english/ }).click();
  await expect(page.getByTestId("next-seam")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Package: prpm\/plain-english/ })).toBeVisible();
  await playground.ask(`Third. ${QUICK}`);
  await playground.expectReceipt(2);
  await page.reload();
  await expect(playground.turn(2)).toContainText("Third.");
  await expect(seams(page)).toHaveCount(0);
});

test("a thread says what its next turn is about to cost before anything is written", async ({ page }) => {
  await withTurns(page, ["First."]);
  await expect(page.getByTestId("quote")).toContainText(/next turn at most about 1 credit; it sends \d+ tokens again/);
});

test("a link to a turn opens the thread on its branch, at that turn, with the keyboard in it", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const long = "Lines:\n".repeat(9);
  const playground = await withTurns(page, [`One. ${long}`, `Two. ${long}`, `Three. ${long}`]);
  await page.getByRole("button", { name: "More for turn 2" }).press("Enter");
  await page.getByRole("button", { name: "Copy question" }).press("Enter");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Two\. /);
  await page.getByRole("button", { name: "Copy link to this turn" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("#turn-");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "More for turn 2" })).toBeFocused();

  // Another branch becomes the newest; the link still leads to its own.
  await playground.turn(2).getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: "Edited input" }).fill(`Other. ${QUICK}`);
  await page.getByRole("textbox", { name: "Edited input" }).press("ControlOrMeta+Enter");
  await expect(playground.turn(2)).toContainText("2 of 2");
  await playground.expectReceipt(2);

  // A page that comes right after a run began joins that run.
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("playground-pending"))).toBeNull();
  await page.goto("about:blank");
  await page.goto(link);
  await expect(playground.turn(2)).toBeFocused();
  await expect(playground.turn(2)).toContainText("Two.");
  await expect(playground.turn(3)).toContainText("Three.");
  await expect(playground.turn(2).getByText(/^Two\./)).toBeInViewport();
  await expect(playground.turn(1).getByTestId("receipt")).not.toBeInViewport();
});

test("a turn is gone to from the list by the keyboard alone, also one that is collapsed", async ({ page }) => {
  const long = "Lines:\n".repeat(9);
  const playground = await withTurns(page, [`One. ${long}`, `Two. ${long}`, `Three. ${long}`]);
  const button = page.getByRole("button", { name: "3 turns: go to one" });
  await button.press("Enter");
  const list = page.getByRole("dialog", { name: "Turns" });
  await expect(list.getByRole("button", { name: /^3 ?Three/ })).toBeFocused();
  await expectNoViolations(page);
  await page.keyboard.press("Home");
  await expect(list.getByRole("button", { name: /^1 ?One/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(list).toHaveCount(0);
  await expect(playground.turn(1)).toBeFocused();
  await expect(playground.turn(1)).toBeInViewport();

  await button.press("Enter");
  await list.getByRole("button", { name: "Collapse all" }).press("Enter");
  await expect(page.getByTestId("receipt")).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.press("Enter");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(playground.turn(2)).toBeFocused();
  await expect(playground.turn(2).getByTestId("receipt")).toBeVisible();
  await expect(page.getByTestId("receipt")).toHaveCount(1);
});

test("a turn is collapsed to its first words and opened again, alone or with all others", async ({ page }) => {
  const playground = await withTurns(page, ["First.", "Second."]);
  const more = page.getByRole("button", { name: "More for turn 1" });
  await more.click();
  await page.getByRole("button", { name: "Collapse", exact: true }).click();
  await expect(playground.turn(1).getByTestId("receipt")).toHaveCount(0);
  await expect(playground.turn(2).getByTestId("receipt")).toBeVisible();
  await expect(more).toBeFocused();
  await expectNoViolations(page);
  await playground
    .turn(1)
    .getByRole("button", { name: /^Expand: First/ })
    .press("Enter");
  await expect(playground.turn(1).getByTestId("receipt")).toBeVisible();

  await more.click();
  await page.getByRole("button", { name: "Collapse all" }).click();
  await expect(page.getByTestId("receipt")).toHaveCount(0);
  await more.click();
  await page.getByRole("button", { name: "Expand all" }).click();
  await expect(page.getByTestId("receipt")).toHaveCount(2);
});

test("a turn far from what is read is its bare words, and all there once somebody comes near", async ({ page }) => {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  const questions = ["Doric columns.", "Second.", "Third.", "Fourth."];
  for (const [at, question] of questions.entries()) {
    await playground.ask(`${question} [[standin markdown tokens=250 rate=0 ttft=0]]`);
    await playground.expectReceipt(at + 1);
  }
  const receipts = page.getByTestId("receipt");
  const first = playground.turn(1);
  const heading = first.getByRole("heading", { name: "Step 1: read the input once" });
  /** Opened anew at the end, with the first turn far away. */
  const reopen = async () => {
    await page.reload();
    await expect(receipts).toHaveCount(3);
    await expect(playground.turn(4).getByTestId("receipt")).toBeInViewport();
    await expect(first).toContainText("Doric columns.");
    await expect(first).toContainText("## Step 1: read the input once");
    await expect(heading).toHaveCount(0);
  };

  await reopen();
  // As the browser's own search finds it; turns that are drawn have no such marks.
  const found = await page.evaluate(() => {
    (window as unknown as { find(words: string): boolean }).find("## Step 1");
    return getSelection()?.anchorNode?.parentElement?.closest("article")?.getAttribute("aria-label");
  });
  expect(found).toBe("Turn 1");

  await reopen();
  const list = page.getByRole("dialog", { name: "Turns" });
  await page.getByRole("button", { name: "4 turns: go to one" }).press("Enter");
  await list.getByRole("button", { name: /^1 ?Doric/ }).press("Enter");
  await expect(first).toBeFocused();
  await expect(heading).toBeVisible();
  await expect(first.getByText("Doric columns.")).toBeInViewport();

  await reopen();
  await playground.turn(2).evaluate((turn) => turn.scrollIntoView());
  await expect(heading).toBeVisible();

  await reopen();
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(receipts).toHaveCount(4);

  await reopen();
  await page.getByRole("button", { name: "4 turns: go to one" }).press("Enter");
  await list.getByRole("button", { name: "Collapse all" }).press("Enter");
  await expect(receipts).toHaveCount(0);
  await first.getByRole("button", { name: /^Expand: Doric/ }).click();
  await expect(heading).toBeVisible();
  await expect(receipts).toHaveCount(1);
});

test("the answers of a thread are there to read before anything draws them", async ({ page, browser, baseURL }) => {
  const playground = await withTurns(page, ["First.", "Second."]);
  await playground.ask("Third. [[standin markdown tokens=1500 rate=0 ttft=0]]");
  await playground.expectReceipt(3);
  const storageState = await page.context().storageState();
  const plain = await browser.newContext({ storageState, javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const unscripted = await plain.newPage();
  await unscripted.goto(page.url());
  await expect(new PlaygroundPage(unscripted).turn(3).getByText("Step 1: read the input once")).toBeVisible();
  await plain.close();
});

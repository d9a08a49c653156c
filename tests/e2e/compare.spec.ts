import { expect, type Page } from "@playwright/test";
import { tgz } from "@/tests/integration/packages/build-archives";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { ComparePage } from "@/tests/support/pages/compare-page";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { routeOnce } from "@/tests/support/pages/route-while";
import { ShareDialogPage } from "@/tests/support/pages/share-dialog";
import { signIn } from "@/tests/support/pages/sign-in";
import { subscribe } from "@/tests/support/pages/subscriber";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const QUICK = "[[standin tokens=20 rate=2000 ttft=0]]";

/** Publishes a command of the signed-in person's own. */
async function publish(page: Page, name: string, text: string, version = "1.0.0") {
  const manifest = { name, version, description: "Counts ships.", format: "claude", subtype: "slash-command" };
  const buffer = tgz([
    { name: "prpm.json", content: JSON.stringify({ ...manifest, files: ["ships.md"] }) },
    { name: "ships.md", content: text },
  ]);
  const response = await page.request.post("/api/v1/packages", {
    headers: { origin: new URL(page.url()).origin },
    multipart: { archive: { name: `${name}.tgz`, mimeType: "application/gzip", buffer } },
  });
  expect(response.status(), await response.text()).toBe(200);
  return (await response.json()) as { id: string; scope: string; name: string };
}

async function asPlus(page: Page): Promise<ComparePage> {
  await signIn(page, "/sessions");
  await subscribe(page);
  return new ComparePage(page);
}

test("a package is compared with no package: one input, one quote, and each lane goes on with its own answers", async ({
  page,
}) => {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.input.fill(`The ships are to be counted. ${QUICK}`);
  // Only a page that is alive takes along what is written.
  await expect(page.getByTestId("quote")).toContainText("at most");
  await page.getByRole("link", { name: "Compare" }).click();

  const compare = new ComparePage(page);
  await expect(compare.head(1)).toHaveAccessibleName(/plain-english v1\.0\.0, Sonnet/);
  await expect(compare.head(2)).toHaveAccessibleName(/no package, Sonnet/);
  await expect(compare.input).toHaveValue(/^The ships/);
  await expect(page.getByTestId("quote")).toContainText("at most 2 credits");
  await expectAccessible(page);
  await compare.run.click();
  await compare.expectEnded();
  expect(await compare.charged()).toEqual([1, 1]);
  await expect(compare.answer(1, 1)).toContainText("stand-in for Claude");
  await expect(compare.answer(1, 2)).toContainText("stand-in for Claude");
  await expectAccessible(page);

  await compare.ask(`And once more. ${QUICK}`);
  await compare.expectEnded();
  await page.reload();
  await expect(compare.answer(2, 2)).toContainText("stand-in for Claude");
  const response = await page.request.get(`/api/v1/playground/sessions/${compare.sessionId}`);
  const { turns } = (await response.json()) as { turns: { runs: { runId: string; parentRunId: string | null }[] }[] };
  expect(turns[1]?.runs.map(({ parentRunId }) => parentRunId)).toEqual(turns[0]?.runs.map(({ runId }) => runId));

  // One of the answers is gone on from in a plain thread, which is read through its lane.
  await compare.answer(2, 2).getByRole("link", { name: "Go on with answer 2 alone" }).click();
  await expect(playground.turn(1).getByTestId("made-with")).toHaveText(/^no package/);
  // It goes on with what made it, and the way back leads to the thread with both.
  await expect(page.getByText("From here")).toHaveCount(0);
  await page.goBack();
  await expect(compare.answer(2, 1)).toContainText("stand-in for Claude");
  await page.goForward();
  await expect(playground.turn(1).getByTestId("made-with")).toHaveText(/^no package/);
  await playground.ask(`Alone now. ${QUICK}`);
  await playground.expectReceipt(3);
  await page.reload();
  await expect(playground.turn(3)).toContainText("Alone now.");
  await expect(playground.turn(1).getByTestId("made-with")).toHaveText(/^no package/);
});

test("one lane fails and costs nothing, the other stays; tried again it answers, and the whole is shared and forked", async ({
  page,
  browser,
}) => {
  const compare = await asPlus(page);
  // It brings its own directive, so that its lane alone meets it.
  const directive = "[[standin error=500 error_times=3 tokens=20 rate=2000 ttft=0]]";
  const broken = await publish(page, "ships", `${directive} Count the ships in this: $ARGUMENTS\n`);
  await compare.open(`compare=${broken.id},none`);
  await compare.ask(`Three masts and a ferry. ${QUICK}`);
  await expect(compare.answer(1, 1).getByRole("button", { name: "Retry" })).toBeVisible({ timeout: 30_000 });
  await expect(compare.answer(1, 1)).toContainText("You were not charged.");
  await expect(compare.answer(1, 2)).toContainText("stand-in for Claude");
  await compare.expectEnded();
  expect(await compare.charged()).toEqual([0, 1]);
  await expectAccessible(page);

  await compare.answer(1, 1).getByRole("button", { name: "Retry" }).click();
  await expect(compare.answer(1, 1)).toContainText("stand-in for Claude");
  await compare.expectEnded();
  expect(await compare.charged()).toEqual([1, 1]);
  await page.reload();
  await expect(compare.answer(1, 1)).toContainText("stand-in for Claude");

  const share = new ShareDialogPage(page);
  await share.open();
  const token = await share.create();
  const stranger = await browser.newContext();
  const window = await stranger.newPage();
  await window.goto(new URL(`/playground/shared/${token}`, page.url()).href);
  await expect(window.getByRole("region", { name: /^Answer/ })).toHaveCount(2);
  await expectAccessible(window);
  await signIn(window, `/playground/shared/${token}`);
  await window
    .getByRole("link", { name: "Fork" })
    .or(window.getByRole("button", { name: "Fork" }))
    .first()
    .click();
  const forked = new ComparePage(window);
  await expect(forked.head(2)).toHaveAccessibleName(/no package/);
  await expect(window.getByRole("article", { name: "Shared turn 1" })).toContainText("Three masts and a ferry.");
  await forked.head(1).click();
  await window.getByRole("option", { name: /No package/ }).click();
  await forked.ask(`And tomorrow? ${QUICK}`);
  await forked.expectEnded();
  await expect(forked.answer(1, 1)).toContainText("stand-in for Claude");
  await stranger.close();
});

test("a reload right after Run joins the comparison: it is seen, and paid once", async ({ page }) => {
  await signIn(page);
  const compare = new ComparePage(page);
  await compare.open("compare=prpm/plain-english,none");
  await compare.ask("Once. [[standin tokens=20 rate=40 ttft=1500]]");
  await page.reload();
  await expect(compare.answer(1, 2)).toContainText("stand-in for Claude");
  await compare.expectEnded();
  expect(await compare.charged()).toEqual([1, 1]);
  await expect(page.getByRole("button", { name: "Credits: 3 credits available", exact: true })).toBeVisible();
  await expect(compare.input).toHaveValue("");
});

test("names are hidden until the reader has picked the better answer, and the pick stands", async ({ page }) => {
  await signIn(page);
  const compare = new ComparePage(page);
  await compare.open("compare=prpm/plain-english,none&blind=1");
  await expect(compare.head(1)).toBeVisible();
  await compare.ask(`Which is which? ${QUICK}`);
  await compare.expectEnded();
  await expect(compare.head(1)).toHaveCount(0);
  await expect(page.getByRole("article").getByText(/plain-english|Sonnet/)).toHaveCount(0);
  await expect(compare.answer(1, 1)).toContainText("stand-in for Claude");
  await expect(page.getByTestId("receipt")).toHaveCount(0);
  await page.reload();
  await expect(compare.answer(1, 1)).toContainText("stand-in for Claude");
  await expect(page.getByTestId("receipt")).toHaveCount(0);
  await expectAccessible(page);

  // A pick that nobody recorded shows nothing: the next one is blind as well.
  const choices = page.getByRole("group", { name: "Which answer is better?" });
  await routeOnce(page, "**/pick", (route) => route.abort());
  await choices.getByRole("button", { name: "Answer 1" }).click();
  await expect(page.getByText(/No answer from the server/)).toBeVisible();
  await expect(page.getByTestId("receipt")).toHaveCount(0);
  await expect(compare.head(1)).toHaveCount(0);
  await choices.getByRole("button", { name: "Answer 2" }).click();
  await expect(page.getByText(/^You picked .* without seeing what made it\.$/)).toBeVisible();
  await expect(page.getByTestId("receipt")).toHaveCount(2);
  await expect(compare.head(1)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^You picked .* without seeing what made it\.$/)).toBeVisible();
});

test("lanes are added, moved and taken away by the keyboard, and the address opens them again", async ({ page }) => {
  await page.goto("/packages");
  const compare = new ComparePage(page);
  await compare.open("package=prpm/plain-english&compare=none~haiku&input=Three%20ships.");
  await expect(compare.input).toHaveValue("Three ships.");
  await expect(compare.head(2)).toHaveAccessibleName(/no package, Haiku/);

  await page.getByRole("button", { name: "Add a lane" }).press("Enter");
  await page.getByPlaceholder("Search packages").fill("code-review");
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(page.getByRole("option", { name: /code-review/, selected: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(compare.head(3)).toHaveAccessibleName(/code-review/);

  const menu = async (lane: number, item: string) => {
    await page.getByRole("button", { name: `More for lane ${lane}` }).press("Enter");
    const panel = page.getByRole("dialog", { name: `Lane ${lane}` });
    // It takes the keyboard when it opens; what is pressed before that goes to its first control.
    await expect(panel.locator(":focus")).toBeVisible();
    await panel.getByRole("button", { name: item }).press("Enter");
  };
  await menu(3, "Move left");
  await expect(compare.head(2)).toHaveAccessibleName(/code-review/);
  // The keyboard comes back to a lane's button, which would close a menu that was opened before.
  await expect(page.getByRole("button", { name: /^More for lane/ }).and(page.locator(":focus"))).toBeVisible();
  await menu(1, "Remove");
  await expect(page.getByRole("button", { name: "More for lane 1" })).toBeFocused();
  await expect(compare.head(1)).toHaveAccessibleName(/code-review/);
  await expect(compare.head(2)).toHaveAccessibleName(/no package, Haiku/);
  await expect(compare.head(3)).toHaveCount(0);

  await compare.head(2).press("Enter");
  await page.getByPlaceholder("Search packages").fill("plain");
  await expect(page.getByRole("option", { name: /plain-english/, selected: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(compare.head(1)).toHaveAccessibleName(/code-review/);
  await expect(compare.input).toHaveValue("Three ships.");
  await expectAccessible(page);
});

test("on a phone each lane fills the window and is gone to by its button", async ({ page, isMobile }) => {
  await signIn(page);
  const compare = new ComparePage(page);
  await compare.open("compare=prpm/plain-english,none");
  await compare.ask(`Two ships. ${QUICK}`);
  await compare.expectEnded();
  const second = compare.answer(1, 2);
  const pages = page.getByRole("navigation", { name: "Lanes" });
  if (!isMobile) {
    await expect(pages).toBeHidden();
    await expect(second).toBeInViewport();
    return;
  }
  await expect(second).not.toBeInViewport();
  await pages.getByRole("button", { name: /^Lane 2/ }).click();
  await expect(second).toBeInViewport({ ratio: 0.3 });
  await expect(compare.answer(1, 1)).not.toBeInViewport();
  await expect(pages.getByRole("button", { name: /^Lane 2: .*answered/ })).toHaveAttribute("aria-current", "true");
});

test("the answers' differences are shown by words and by lines, and one lane is stopped alone", async ({ page }) => {
  await signIn(page);
  const compare = new ComparePage(page);
  await compare.open("compare=prpm/plain-english,none");
  await compare.ask("Long. [[standin tokens=300 rate=40 ttft=1]]");
  await expect(page.getByRole("button", { name: "Credits: 3 credits available, 2 held" })).toBeVisible();
  await page.getByRole("button", { name: "Stop answer 1" }).click({ timeout: 15_000 });
  await expect(compare.answer(1, 1)).toContainText("You stopped it here.");
  await expect(page.getByRole("button", { name: "Stop answer 2" })).toBeVisible();
  await compare.expectEnded();
  await page.getByRole("button", { name: "Differences" }).press("Enter");
  const differences = page.getByRole("region", { name: "Differences" });
  await expect(differences.locator("ins").first()).toBeVisible();
  await differences.getByLabel("by").selectOption("lines");
  await expect(differences.getByText("Added:").first()).toBeAttached();
  await expectAccessible(page);
});

test("two versions of a package are read beside each other, and run on one input", async ({ page }) => {
  await signIn(page, "/packages");
  await publish(page, "harbour", "Count ships in **dozens**: $ARGUMENTS\n");
  const { scope, name } = await publish(page, "harbour", "Count ships in **scores**: $ARGUMENTS\n", "1.1.0");
  await page.goto(`/packages/${scope}/${name}?tab=versions`);
  await page.getByRole("link", { name: "As it reads" }).click();
  await expect(page.getByRole("region", { name: "Version 1.0.0" }).locator("strong")).toHaveText("dozens");
  await expect(page.getByRole("region", { name: "Version 1.1.0" }).locator("strong")).toHaveText("scores");
  await expectAccessible(page);

  await page.getByRole("link", { name: "Run both on one input" }).click();
  const compare = new ComparePage(page);
  await expect(compare.head(1)).toHaveAccessibleName(/harbour v1\.0\.0/);
  await expect(compare.head(2)).toHaveAccessibleName(/harbour v1\.1\.0/);
  await compare.ask("Three masts. [[standin echo_user]]");
  await compare.expectEnded();
  await expect(compare.answer(1, 1)).toContainText("dozens");
  await expect(compare.answer(1, 2)).toContainText("scores");
});

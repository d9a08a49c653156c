import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { E2E_OPERATOR } from "@/tests/support/e2e-port";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { signIn, signInAs } from "@/tests/support/pages/sign-in";
import { postAs, shareAnswer, subscribe } from "@/tests/support/pages/subscriber";
import { windowLike } from "@/tests/support/pages/window-like";

// Colours are measured at rest, not while a dialog is appearing.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const shareTitled = (page: Page, title: string) =>
  shareAnswer(page, { baseline: true, userInput: `${title} [[standin tokens=40 rate=20000 ttft=1]]` }, { title });

const statusOf = async (page: Page, token: string) =>
  (await page.request.get(`/api/v1/playground/shared/${token}`)).status();

test("a reader reports a link, an operator takes it down with a reason that its author reads, and gives it back", async ({
  page,
  browser,
}) => {
  const email = await signIn(page);
  await subscribe(page);
  const title = `A questionable recipe ${Date.now().toString(36)}`;
  const token = await shareTitled(page, title);

  const reader = await windowLike(browser, page);
  await signIn(reader);
  const comment = "There is a home address in the second answer.";
  await postAs(reader, `/api/v1/playground/shared/${token}/report`, { category: "private-data", comment });

  const operator = await windowLike(browser, page);
  await signInAs(operator, E2E_OPERATOR, "/admin");
  await operator.getByRole("link", { name: "Reports", exact: true }).click();
  const entry = operator.getByRole("listitem").filter({ has: operator.getByRole("heading", { name: title }) });
  await expect(entry).toContainText(comment);
  await expect(entry).toContainText("Private data");
  await expect(entry.getByRole("link", { name: email })).toBeVisible();
  await entry.getByRole("link", { name: `Read here: ${title}` }).click();
  await expect(entry).toContainText("[[standin tokens=40");
  await expectAccessible(operator);

  await entry.getByRole("button", { name: `Take down: ${title}` }).click();
  const dialog = operator.getByRole("dialog", { name: "Take this link down?" });
  await dialog.getByRole("button", { name: "Take down" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Give a reason of 3 to 500 characters.");
  await expectAccessible(operator);
  const reason = "It shows where somebody lives.";
  await dialog.getByRole("textbox").fill(reason);
  await dialog.getByRole("button", { name: "Take down" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(entry).toHaveCount(0);
  expect(await statusOf(reader, token)).toBe(404);
  const links = await (await page.request.get("/api/v1/playground/shares")).json();
  expect(links.items).toMatchObject([{ token, status: "taken_down", takenDownReason: reason }]);

  await operator.getByRole("link", { name: "Taken down", exact: true }).click();
  await expect(entry).toContainText(`Told to the author: ${reason}`);
  await entry.getByRole("button", { name: `Restore: ${title}` }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
  await expect(operator.getByRole("dialog")).toHaveCount(0);
  await expect(entry).toHaveCount(0);
  expect(await statusOf(reader, token)).toBe(200);

  await operator.goto("/admin?tab=audit&action=share.take_down");
  await expect(operator.getByRole("listitem").filter({ hasText: email })).toContainText(reason);
  await operator.context().close();
  await reader.context().close();
});

test("an operator bans somebody from sharing on their page, which takes down their links, and lifts the ban", async ({
  page,
  browser,
}) => {
  const email = await signIn(page);
  await subscribe(page);
  const token = await shareTitled(page, "Of somebody who is banned");

  const operator = await windowLike(browser, page);
  await signInAs(operator, E2E_OPERATOR, `/admin?tab=users&q=${encodeURIComponent(email)}`);
  await operator.getByRole("link", { name: email }).click();
  const section = operator.getByRole("region", { name: "Sharing" });
  await section.getByRole("button", { name: "Ban from sharing" }).click();
  const dialog = operator.getByRole("dialog", { name: "Ban from sharing?" });
  await dialog.getByRole("textbox").fill("Several reports were right.");
  await dialog.getByRole("button", { name: "Ban from sharing" }).click();
  await expect(section).toContainText("Several reports were right.");
  await expectAccessible(operator);
  expect(await statusOf(page, token)).toBe(404);
  await section.getByRole("button", { name: "Lift the ban" }).click();
  await operator.getByRole("dialog").getByRole("button", { name: "Lift the ban" }).click();
  await expect(section).toContainText("May share");
  await operator.context().close();
});

test("one says whether a run worked, with a few words, and finds that again after coming back", async ({ page }) => {
  await signIn(page);
  const ran = await postAs<{ sessionId: string }>(page, "/api/v1/playground/run", {
    baseline: true,
    userInput: "Hello [[standin tokens=20 rate=20000 ttft=1]]",
  });
  await page.goto(`/playground?session=${ran.sessionId}`);
  const vote = page.getByRole("group", { name: "Did this work?" });
  const field = page.getByRole("textbox", { name: "Comment, optional" });
  await vote.getByRole("button", { name: "No" }).press("Enter");
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await field.fill("It left out the tests.");
  const commented = page.waitForResponse((response) => Boolean(response.request().postDataJSON()?.comment));
  await field.press("Enter");
  await expect(field).toHaveCount(0);
  await expect(vote.getByRole("button", { name: "No" })).toBeFocused();
  await commented;

  await page.reload();
  await expect(vote.getByRole("button", { name: "No" })).toHaveAttribute("aria-pressed", "true");
  const kept = page.waitForResponse(/feedback$/);
  await vote.getByRole("button", { name: "Yes" }).click();
  await expect(field).toHaveValue("It left out the tests.");
  await kept;
  await field.press("Escape");
  await expect(field).toHaveCount(0);
  await page.reload();
  await expect(vote.getByRole("button", { name: "Yes" })).toHaveAttribute("aria-pressed", "true");
});

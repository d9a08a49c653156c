import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { E2E_OPERATOR } from "@/tests/support/e2e-port";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { signIn, signInAs } from "@/tests/support/pages/sign-in";
import { postAs } from "@/tests/support/pages/subscriber";
import { windowLike } from "@/tests/support/pages/window-like";

// Colours are measured at rest, not while a dialog is appearing.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Opens a dialog by keyboard, says why, and does it. */
async function actWithReason(page: Page, button: RegExp, words: string, reason: string) {
  await page.getByRole("button", { name: button }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: words, exact: true }).press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText("Give a reason of 3 to 500 characters.");
  await expectAccessible(page);
  await dialog.getByRole("textbox").fill(reason);
  await dialog.getByRole("button", { name: words, exact: true }).press("Enter");
  await expect(dialog).toHaveCount(0);
}

test("an operator sees at one look how the day goes, turns to money and health, and takes the days along as a file", async ({
  page,
  browser,
}) => {
  await signIn(page);
  await postAs(page, "/api/v1/playground/run", {
    baseline: true,
    userInput: "Hi [[standin tokens=20 rate=20000 ttft=1]]",
  });
  const operator = await windowLike(browser, page);
  await signInAs(operator, E2E_OPERATOR, "/admin");
  const main = operator.getByRole("main");
  await expect(main.getByText(/^Today .* at the provider and earned .*; .* needs? you\.$/)).toBeVisible();
  await expect(operator.getByRole("figure", { name: "Runs by day" })).toBeVisible();
  const people = operator.getByRole("figure", { name: "People by day" });
  await expect(people.getByRole("link", { name: /^\w{3} \d+ \w+, so far: Ran something / })).toHaveCount(1);
  await expect(operator.getByRole("table", { name: "Runs by model" })).toContainText("Sonnet");
  await expect(operator.getByRole("region", { name: "Active people" })).toContainText("In the last 30 days");
  await expect(operator.getByText("Counting", { exact: true })).toHaveCount(0);
  await expectAccessible(operator);

  const today = new Date().toISOString().slice(0, 10);
  const file = await operator.request.get(
    String(await operator.getByRole("link", { name: "Download CSV" }).getAttribute("href")),
  );
  expect(file.status()).toBe(200);
  expect(file.headers()["content-disposition"]).toContain("prpm-operator-");
  expect(await file.text()).toContain(`\n${today},`);

  await operator.getByRole("link", { name: "7 days", exact: true }).press("Enter");
  await operator.waitForURL(/from=/);
  await operator.getByRole("link", { name: "Money", exact: true }).press("Enter");
  await operator.waitForURL(/tab=money&from=/);
  await expect(main.getByText(/^Sales in the last 7 days came to /)).toBeVisible();
  await expect(operator.getByRole("table", { name: "Money by day" }).getByRole("row")).toHaveCount(8);
  await expect(operator.getByRole("region", { name: "Credits outstanding now" })).toContainText("Outstanding in all");
  await expectAccessible(operator);

  await operator.getByRole("link", { name: "Health", exact: true }).press("Enter");
  await expect(operator.getByRole("table", { name: "Scheduled jobs" })).toContainText("monthly-reset");
  await expect(operator.getByRole("region", { name: "Alerts" })).toBeVisible();
  await expectAccessible(operator);
  await operator.context().close();
});

test.describe("in a narrow window", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("an operator's tabs stay in one row, fade where there are more, and have the current one in sight", async ({
    page,
  }) => {
    await signInAs(page, E2E_OPERATOR, "/admin?tab=audit");
    const tabs = page.getByRole("navigation", { name: "Admin" });
    const heightOf = async (name: string) => (await tabs.getByRole("link", { name }).boundingBox())?.y;
    expect(await heightOf("Overview")).toBe(await heightOf("Audit log"));
    const fades = () =>
      tabs.getByRole("list").evaluate((row) => {
        const style = getComputedStyle(row);
        return [style.getPropertyValue("--more-before"), style.getPropertyValue("--more-after")];
      });
    const current = tabs.getByRole("link", { name: "Audit log" });
    await expect(current).toHaveAttribute("aria-current", "page");
    await expect(current).toBeInViewport({ ratio: 1 });
    await expect.poll(fades).toEqual(["40px", "0px"]);

    await tabs.getByRole("link", { name: "Overview" }).press("Enter");
    await expect(page).toHaveURL(/tab=overview/);
    await expect(tabs.getByRole("link", { name: "Overview" })).toBeInViewport({ ratio: 1 });
    await expect.poll(fades).toEqual(["0px", "40px"]);
    for (let tab = 0; tab < 7; tab += 1) await page.keyboard.press("Tab");
    await expect(current).toBeFocused();
    await expect(current).toBeInViewport({ ratio: 1 });
    await expectAccessible(page);
  });
});

test("an operator makes an admin and takes that away again by keyboard, each at once and with a reason that is kept", async ({
  page,
  browser,
}) => {
  const email = await signIn(page, "/admin");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  const operator = await windowLike(browser, page);
  await signInAs(operator, E2E_OPERATOR, `/admin?tab=users&q=${encodeURIComponent(email)}`);
  await operator.getByRole("link", { name: email }).click();
  const account = operator.getByRole("region", { name: "Account" });
  await expect(account).toContainText("A user");
  await expectAccessible(operator);

  await actWithReason(operator, /^Make an admin/, "Make an admin", "Helps with the reports.");
  await expect(account).toContainText("An admin");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Admin");
  await actWithReason(operator, /^Take the admin role away/, "Take the admin role away", "Has left the team.");
  await expect(account).toContainText("A user");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");

  await actWithReason(operator, /^Suspend/, "Suspend", "Sells their account.");
  await expect(account).toContainText("Suspended since");
  await expect(account).toContainText("Sells their account.");
  await page.goto("/credits");
  await page.waitForURL(/sign-in/);
  await actWithReason(operator, /^Lift the suspension/, "Lift the suspension", "It was a mistake.");
  await expect(account).not.toContainText("Suspended");
  await signInAs(page, email, "/credits");

  await operator.goto("/admin?tab=audit&action=role.user");
  await expect(operator.getByRole("listitem").filter({ hasText: email })).toContainText("Has left the team.");
  await operator.context().close();
});

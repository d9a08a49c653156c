import { expect } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { signIn } from "@/tests/support/pages/sign-in";

// Colours are measured at rest, not while a sheet is rising.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("make an organisation, invite by a link, and somebody new signs in, joins and becomes an admin", async ({
  page,
  browser,
}) => {
  await signIn(page, "/settings");
  const name = "Instruments and Tools of a Rather Long Name, with Sons";
  await page.getByLabel("Name", { exact: true }).first().fill(name);
  const handle = `tools-${Date.now().toString(36)}`;
  await page.getByLabel("Handle").fill(handle);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("1 member, you are an owner")).toBeVisible();
  await expect(page.getByText("You are its only owner.")).toBeVisible();

  await page.getByRole("button", { name: "Make an invitation link" }).press("Enter");
  const notice = page.getByRole("status").filter({ hasText: "Copy it now" });
  const link = await notice.locator("code").innerText();
  await expect(page.getByText("0 of ")).toBeVisible(); // the page has been read anew, and has its title again
  await expectAccessible(page);

  const context = await browser.newContext({ reducedMotion: "reduce" });
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1, name: `Join ${name}` })).toBeVisible();
  await expect(guest.getByRole("main")).toContainText(`invites you to @${handle} as a member.`);
  await expectAccessible(guest);
  await guest.getByRole("link", { name: "Sign in to join" }).click();
  const email = `guest.${Date.now()}@example.com`;
  await guest.getByLabel(/e-?mail/i).fill(email);
  await guest.getByRole("button", { name: /sign in|continue/i }).click();
  await guest.getByRole("button", { name: "Join", exact: true }).press("Enter");
  await expect(guest.getByText("2 members, you are a member")).toBeVisible();
  await expect(guest.getByRole("heading", { name: "Invitations" })).toHaveCount(0);
  await guest.goto(link);
  await expect(guest.getByText("You belong to it already.")).toBeVisible();

  await page.reload();
  await expect(notice).toHaveCount(0);
  await page.getByRole("button", { name: /^Manage @guest/ }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: /Admin/ }).focus();
  await page.keyboard.press("Space");
  await dialog.getByRole("button", { name: "Save role" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("1 of 10 used")).toBeVisible();
  await page.getByRole("button", { name: /^Revoke the invitation/ }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("No open invitations.")).toBeVisible();

  await guest.goto(`/organizations/${handle}`);
  await expect(guest.getByText("2 members, you are an admin")).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("This invitation does not work");
  await guest.goto(`/organizations/${handle}`);
  await guest.getByRole("button", { name: "Leave the organisation" }).click();
  await guest.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await guest.waitForURL(/\/settings/);
  await expect(guest.getByText("You belong to none.")).toBeVisible();
  await guest.goto("/admin");
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await context.close();
});

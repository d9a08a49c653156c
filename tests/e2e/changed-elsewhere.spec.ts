import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

async function begin(page: Page): Promise<PlaygroundPage> {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  return playground;
}

/** Deletes the thread as another tab does. */
async function loseThread({ page, sessionId }: PlaygroundPage): Promise<void> {
  const other = await page.context().newPage();
  await other.goto("/sessions");
  const status = await other.evaluate(async (id) => {
    const answer = await fetch(`/api/v1/playground/sessions/${id}`, { method: "DELETE" });
    return answer.status;
  }, sessionId);
  expect(status).toBe(200);
  await other.close();
}

test("a tab at rest stays on its own branch when another begins one, and still sees what is added to its own", {
  tag: "@any-size",
}, async ({ page }) => {
  const reader = await begin(page);
  await reader.ask("First. [[standin tokens=20 rate=500 ttft=1]]");
  await reader.expectReceipt(1);
  await reader.ask("Mine. [[standin tokens=20 rate=500 ttft=1]]");
  await reader.expectReceipt(2);
  const other = new PlaygroundPage(await page.context().newPage());
  await other.open(`?session=${reader.sessionId}`);
  await other.expectReceipt(2);

  await other.turn(2).getByRole("button", { name: "Edit", exact: true }).click();
  const edited = other.page.getByRole("textbox", { name: "Edited input" });
  await edited.fill("Theirs. [[standin tokens=20 rate=500 ttft=1]]");
  await edited.press("ControlOrMeta+Enter");
  await other.expectReceipt(2);
  await expect(reader.turn(2)).toContainText("1 of 2");
  await expect(reader.turn(2)).toContainText("Mine.");
  await page.reload();
  await expect(reader.turn(2)).toContainText("1 of 2");

  await other.turn(2).getByRole("button", { name: "Previous version" }).click();
  await expect(other.turn(2)).toContainText("Mine.");
  await other.ask("More. [[standin tokens=20 rate=500 ttft=1]]");
  await other.expectReceipt(3);
  await expect(reader.turn(3)).toContainText("More.");
});

test("in a thread that is gone the words begin a new one, with the same package and model", async ({ page }) => {
  const playground = await begin(page);
  await page.getByRole("button", { name: /^Model/ }).click();
  await page.getByRole("radio", { name: /haiku/i }).check();
  await page.keyboard.press("Escape");
  await playground.ask("First. [[standin tokens=20 rate=500 ttft=1]]");
  await playground.expectReceipt(1);
  const { sessionId } = playground;
  await loseThread(playground);

  const words = "Go on. [[standin tokens=20 rate=500 ttft=1]]";
  await playground.input.fill(words);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText("This thread was deleted, or its time has passed.")).toBeVisible();
  await expect(page.getByRole("status")).toHaveCount(1);
  await expect(page.getByTestId("quote")).not.toContainText("There is nothing here");
  await expect(playground.run).toBeDisabled();
  await expect(playground.input).toHaveValue(words);
  await page.getByRole("button", { name: "New thread" }).last().click();
  await expect(playground.input).toBeFocused();
  await expect(playground.input).toHaveValue(words);
  await expect(page.getByText("kept under Sessions")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Model.*Haiku/i })).toBeVisible();
  await playground.run.click();
  await expect(playground.turn(1)).toContainText("Go on.");
  await playground.expectReceipt(1);
  expect(playground.sessionId).not.toBe(sessionId);
});

test("an edit in a thread that is gone keeps its words for a new one", { tag: "@any-size" }, async ({ page }) => {
  const playground = await begin(page);
  await playground.ask("First. [[standin tokens=20 rate=500 ttft=1]]");
  await playground.expectReceipt(1);
  await playground.turn(1).getByRole("button", { name: "Edit", exact: true }).click();
  const field = page.getByRole("textbox", { name: "Edited input" });
  await field.fill("Words that took an hour.");
  await loseThread(playground);
  await field.press("ControlOrMeta+Enter");
  await expect(page.getByText("This thread was deleted, or its time has passed.")).toBeVisible();
  await page.getByRole("button", { name: "New thread" }).last().click();
  await expect(playground.input).toHaveValue("Words that took an hour.");
});

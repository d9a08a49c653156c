import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { PromptEditorPage } from "@/tests/support/pages/prompt-editor";
import { routeWhile } from "@/tests/support/pages/route-while";
import { signIn } from "@/tests/support/pages/sign-in";

// Colours are measured at rest, not while a sheet is rising.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const ECHO = "[[standin echo_system]]";

async function begin(page: Page) {
  await signIn(page);
  return { playground: new PlaygroundPage(page), editor: new PromptEditorPage(page) };
}

test("a prompt with variables is written, run, gone on with, edited, published and tried as a package", async ({
  page,
}) => {
  const { playground, editor } = await begin(page);
  await page.getByRole("button", { name: "Choose a package" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Write your own prompt" }).click();
  await expect(editor.text).toBeFocused();
  await editor.text.fill("Short");
  await editor.use.click();
  await expect(editor.sheet.getByText("A prompt has at least 10 characters.")).toBeVisible();
  await expectAccessible(page);

  await editor.text.fill("You write {{kind}} for {{audience}}. Keep \\{{braces}}.");
  await expect(editor.variable("braces")).toHaveCount(0);
  await editor.variable("audience").fill("harbour pilots\nand {{kind}} crews");
  await editor.use.click();
  await expect(editor.variable("kind")).toBeFocused();
  await expect(editor.sheet.getByText("{{kind}} is not filled in.")).toBeVisible();
  await expectAccessible(page);
  await editor.variable("kind").fill("warnings");
  await editor.title.fill("Pilots");
  await editor.expectSaved();
  await editor.use.click();
  await editor.expectClosed();
  await expect(playground.input).toBeFocused();
  await expect(page.getByRole("button", { name: "Your prompt: Pilots. Choose another" })).toBeVisible();

  // The address brings the draft back with the values that it was filled with.
  await page.reload();
  const filled = "You write warnings for harbour pilots\nand {{kind}} crews. Keep {{braces}}.";
  await expect(page.getByText(filled)).toBeVisible();
  await expectAccessible(page);
  await playground.ask(`Say it ${ECHO}`);
  await playground.expectReceipt(1);
  expect(await playground.copyAnswer(1)).toBe(filled);

  await page.reload();
  await expect(page.getByRole("button", { name: "Your prompt: Pilots. Choose another" })).toBeVisible();
  await expect(page.getByTestId("next-seam")).toHaveCount(0);
  await playground.ask(`Again ${ECHO}`);
  await playground.expectReceipt(2);
  expect(await playground.copyAnswer(2)).toBe(filled);

  await page.getByRole("button", { name: "Edit your prompt: Pilots" }).click();
  await expect(editor.variable("audience")).toHaveValue("harbour pilots\nand {{kind}} crews");
  await editor.variable("kind").fill("greetings");
  await editor.use.click();
  await editor.expectClosed();
  await page.getByRole("button", { name: "Go on there with another prompt of your own" }).click();
  await expect(page.getByTestId("next-seam")).toContainText("another prompt of your own");
  await playground.ask(`Now ${ECHO}`);
  await playground.expectReceipt(3);
  expect(await playground.copyAnswer(3)).toBe(filled.replace("warnings", "greetings"));

  await page.getByRole("button", { name: "Edit your prompt: Pilots" }).click();
  await editor.publish.click();
  await editor.sheet.getByRole("textbox", { name: "Name", exact: true }).fill("harbour-notes");
  await editor.sheet.getByRole("radio", { name: "Publish with the values filled in." }).check();
  await expectAccessible(page);
  await editor.sheet.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(editor.sheet.getByRole("heading", { name: /^Published as .*\/harbour-notes 1\.0\.0$/ })).toBeFocused();
  await expectAccessible(page);
  await editor.sheet.getByRole("link", { name: "Use the published package" }).click();
  await expect(page.getByRole("button", { name: /^Package: .*\/harbour-notes\./ })).toBeVisible();
  await playground.ask(`Try ${ECHO}`);
  await playground.expectReceipt(1);
  expect(await playground.copyAnswer(1)).toBe(filled.replace("warnings", "greetings"));
});

test("a thread of two prompts that another tab opens makes each turn again with its own", async ({ page, context }) => {
  const { playground, editor } = await begin(page);
  const choose = async (text: string) => {
    await page.getByRole("button", { name: /^(Choose a package|Your prompt: )/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Write your own prompt" }).click();
    await editor.text
      .or(page.getByRole("button", { name: "New prompt" }))
      .first()
      .waitFor();
    if ((await editor.text.count()) === 0) await page.getByRole("button", { name: "New prompt" }).click();
    await editor.text.fill(text);
    await editor.use.click();
    await editor.expectClosed();
  };
  await choose("The first prompt.");
  await playground.ask(`One ${ECHO}`);
  await playground.expectReceipt(1);
  await choose("The second prompt.");
  await page.getByRole("button", { name: "Go on there with another prompt of your own" }).click();
  await playground.ask(`Two ${ECHO}`);
  await playground.expectReceipt(2);

  const tab = await context.newPage();
  const there = new PlaygroundPage(tab);
  const told = tab.waitForResponse((response) => response.url().includes("/prompts/used?"));
  await there.open(`?session=${playground.sessionId}`);
  await told;
  await there
    .turn(1)
    .getByRole("button", { name: /^(Again|Run again)/ })
    .click();
  await there.expectReceipt(1);
  await expect(tab.getByRole("article")).toHaveCount(1);
  expect(await there.copyAnswer(1)).toBe("The first prompt.");
});

test("what could not be saved is said, stays in the tab over a reload, and is saved when the connection is back", async ({
  page,
  context,
}) => {
  const { editor } = await begin(page);
  const end = await routeWhile(page, "**/api/v1/playground/prompts", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await page.goto("/playground?prompt=new");
  await editor.text.fill("Written on a train.");
  await expect(editor.sheet.getByText(/^Not saved: no connection/)).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(editor.text).toHaveValue("Written on a train.");
  await expect(editor.sheet.getByText(/^Not saved: no connection/)).toBeVisible();
  end();
  await editor.sheet.getByRole("button", { name: "Save now" }).click();
  await editor.expectSaved();

  await context.setOffline(true);
  await editor.text.fill("Written on a train, in a tunnel.");
  await expect(editor.sheet.getByText(/^Not saved: no connection/)).toBeVisible();
  await context.setOffline(false);
  await editor.expectSaved();
  await editor.sheet.getByRole("button", { name: "All your prompts" }).click();
  await expect(editor.sheet.getByRole("listitem")).toHaveCount(1);
  await expect(editor.sheet.getByRole("listitem")).toContainText("Written on a train, in a tunnel.");
});

test("a prompt that two tabs write is not overwritten: both are kept, or the reader says which", {
  tag: "@any-size",
}, async ({ page, context }) => {
  const { editor } = await begin(page);
  await page.goto("/playground?prompt=new");
  await editor.text.fill("Words of nobody yet.");
  await editor.expectSaved();
  const there = new PromptEditorPage(await context.newPage());
  await there.page.goto("/playground?prompt=new");
  await there.sheet.getByRole("button", { name: "All your prompts" }).click();
  await there.sheet.getByRole("button", { name: /^Words of nobody yet/ }).click();
  await there.text.fill("Words of the other tab.");
  await there.expectSaved();

  await editor.text.fill("Words of this tab.");
  const conflict = editor.sheet.getByText(/^Not saved: this prompt was changed in another tab/);
  await expect(conflict).toBeVisible();
  await expectAccessible(page);
  await editor.sheet.getByRole("button", { name: "Keep both" }).click();
  await editor.expectSaved();
  await expect(editor.text).toBeFocused();
  await editor.sheet.getByRole("button", { name: "All your prompts" }).click();
  await expect(editor.sheet.getByRole("button", { name: /^Words of the other tab/ })).toBeVisible();
  await editor.sheet.getByRole("button", { name: /^Words of this tab/ }).click();
  await editor.text.fill("Words of this tab, again.");
  await editor.expectSaved();

  await there.sheet.getByRole("button", { name: "All your prompts" }).click();
  await there.sheet.getByRole("button", { name: /^Words of this tab, again/ }).click();
  await editor.text.fill("Words of this tab, newer.");
  await editor.expectSaved();
  await there.text.fill("Words that shall stay.");
  await there.sheet.getByRole("button", { name: "Replace the other" }).click();
  await there.expectSaved();
  await expect(there.text).toBeFocused();
  await there.sheet.getByRole("button", { name: "All your prompts" }).click();
  await expect(there.sheet.getByRole("button", { name: /^Words that shall stay/ })).toBeVisible();
  await expect(there.sheet.getByRole("button", { name: /^Words of this tab/ })).toHaveCount(0);
});

test("prompts are renamed, duplicated and deleted, and the list is read by keyboard alone", async ({ page }) => {
  const { playground, editor } = await begin(page);
  await expect(playground.input).toBeEditable();
  const opener = page.getByRole("button", { name: "Write your own prompt" });
  await opener.press("Enter");
  await expect(editor.text).toBeFocused();
  await page.keyboard.type("Answer {{how}} in one line.");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(editor.variable("how")).toBeFocused();
  await page.keyboard.type("plainly");
  await page.keyboard.press("ControlOrMeta+Enter");
  await editor.expectClosed();
  await expect(playground.input).toBeFocused();
  await page.keyboard.type(`Hello ${ECHO}`);
  await page.keyboard.press("ControlOrMeta+Enter");
  await playground.expectReceipt(1);
  await expect(playground.turn(1)).toContainText("Answer plainly in one line.");

  const picker = page.getByRole("button", { name: /^Your prompt: / });
  await picker.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder("Search packages")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const rows = editor.sheet.getByRole("listitem");
  await expect(rows).toHaveCount(1);
  await expectAccessible(page);
  await rows.getByRole("button", { name: /^Duplicate/ }).press("Enter");
  await expect(rows).toHaveCount(2);
  await rows.getByRole("button", { name: /^Rename: .*\(copy\)/ }).press("Enter");
  await expect(editor.title).toBeFocused();
  await page.keyboard.type("The second");
  await page.keyboard.press("Enter");
  await rows.getByRole("button", { name: "Delete: The second" }).press("Enter");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete", exact: true }).press("Enter");
  await expect(rows).toHaveCount(1);
  await expect(editor.sheet.getByRole("button", { name: "New prompt" })).toBeFocused();
  await page.keyboard.press("Escape");
  await editor.expectClosed();
  await expect(picker).toBeFocused();
});

import { expect, type Page } from "@playwright/test";
import { tgz } from "@/tests/integration/packages/build-archives";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

// Colours are measured at rest, not while a sheet is rising.
test.use({ contextOptions: { reducedMotion: "reduce" } });

async function expectFits(page: Page): Promise<void> {
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

/** Publishes a package of the signed-in person's own; answers the path of its page. */
async function publish(page: Page): Promise<string> {
  const manifest = { name: "harbour", version: "1.0.0", description: "Counts ships.", format: "claude" };
  const buffer = tgz([
    { name: "prpm.json", content: JSON.stringify({ ...manifest, subtype: "rule", files: ["rule.md"] }) },
    { name: "rule.md", content: "Count ships in dozens.\n" },
  ]);
  const response = await page.request.post("/api/v1/packages", {
    headers: { origin: new URL(page.url()).origin },
    multipart: { archive: { name: "harbour.tgz", mimeType: "application/gzip", buffer } },
  });
  expect(response.status(), await response.text()).toBe(200);
  const { scope, name } = (await response.json()) as { scope: string; name: string };
  return `/packages/${scope}/${name}`;
}

test("an author writes suggested inputs, orders and deletes them by keyboard, and a reader begins with one", async ({
  page,
  browser,
}) => {
  await signIn(page, "/packages");
  const address = await publish(page);
  await page.goto(address);
  await page.getByRole("link", { name: "Inputs", exact: true }).click();
  const list = page.getByRole("region", { name: "Suggested inputs" }).first();
  await expect(list.getByRole("heading", { name: "No suggested inputs yet" })).toBeVisible();
  await expectFits(page);

  const write = async (title: string, input: string, model?: string) => {
    await list.getByRole("button", { name: "Add a suggested input" }).press("Enter");
    await expect(list.getByRole("textbox", { name: "Title" })).toBeFocused();
    await page.keyboard.type(title);
    await list.getByLabel("Input", { exact: true }).fill(input);
    if (model !== undefined) {
      await list.getByLabel("Recommended model").selectOption({ label: model });
      await list.getByLabel("Category").selectOption({ label: "Edge case" });
    }
    await list.getByRole("button", { name: "Add", exact: true }).press("Enter");
  };
  await write("  ", "Three ships.");
  await expect(list.getByText("The title must not be empty or blank.")).toBeVisible();
  await expect(list.getByLabel("Input", { exact: true })).toHaveValue("Three ships.");
  await expectFits(page);
  await list.getByRole("textbox", { name: "Title" }).fill("A quiet day");
  await list.getByRole("button", { name: "Add", exact: true }).press("Enter");
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["A quiet day"]);
  await expect(list.getByRole("button", { name: "Add a suggested input" })).toBeFocused();
  await write("A regatta", "Two hundred sails.\nAnd a ferry.", "Opus 5.5");
  await write("Fog", "Nothing to be seen.");
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["A quiet day", "A regatta", "Fog"]);
  await expect(list.getByText("Edge case · Opus 5.5")).toBeVisible();

  const up = list.getByRole("button", { name: "Move up: Fog" });
  await up.press("Enter");
  await expect(page.getByText("Fog: now 2 of 3.")).toBeVisible();
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["A quiet day", "Fog", "A regatta"]);
  await expect(up).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["Fog", "A quiet day", "A regatta"]);
  await expect(up).toBeFocused();
  await expectFits(page);
  // Pressed faster than the server answers, each press counts.
  const down = list.getByRole("button", { name: "Move down: Fog" });
  await down.focus();
  for (const key of ["Enter", "Enter", "Enter"]) await page.keyboard.press(key);
  await expect(page.getByText("Fog: now 3 of 3.")).toBeVisible();
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["A quiet day", "A regatta", "Fog"]);
  await up.focus();
  for (const key of ["Enter", "Enter"]) await page.keyboard.press(key);
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["Fog", "A quiet day", "A regatta"]);

  await list.getByRole("button", { name: "Edit: Fog" }).press("Enter");
  await list.getByRole("textbox", { name: "Title" }).fill("Thick fog");
  await list.getByRole("button", { name: "Save" }).press("Enter");
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["Thick fog", "A quiet day", "A regatta"]);
  await expect(list.getByRole("button", { name: "Edit: Thick fog" })).toBeFocused();
  await list.getByRole("button", { name: "Delete: A quiet day" }).press("Enter");
  await expectFits(page);
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["Thick fog", "A regatta"]);
  await expect(list).toBeFocused();
  await page.reload();
  await expect(list.getByRole("heading", { level: 3 })).toHaveText(["Thick fog", "A regatta"]);

  const reader = await (await browser.newContext()).newPage();
  await reader.goto(`${address}?tab=inputs`);
  await expect(reader.getByRole("link", { name: "Prompt" })).toHaveAttribute("aria-current", "page");
  await reader.getByRole("link", { name: /A regatta/ }).click();
  const playground = new PlaygroundPage(reader);
  await expect(playground.input).toHaveValue("Two hundred sails.\nAnd a ferry.");
  await expect(reader.getByRole("button", { name: "Model: Opus 5.5" })).toBeVisible();
  await reader.context().close();

  const name = address.replace("/packages/", "");
  await page.goto(`/playground?package=${name}&input=My+own`);
  await expect(new PlaygroundPage(page).input).toHaveValue("My own");
  await expect(page.getByRole("button", { name: "Model: Sonnet 5.5" })).toBeVisible();
  await page.getByRole("button", { name: /A regatta/ }).click();
  await expect(new PlaygroundPage(page).input).toHaveValue("Two hundred sails.\nAnd a ferry.");
  await expect(page.getByRole("button", { name: "Model: Opus 5.5" })).toBeVisible();
});

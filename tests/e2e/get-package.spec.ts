import { expect, type Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { tgz } from "@/tests/integration/packages/build-archives";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

async function expectFits(page: Page): Promise<void> {
  await expectAccessible(page);
  const width = page.viewportSize()?.width ?? 0;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

/** What a press has copied is there a moment after the press. */
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("a package is taken along: its command, its file for the tool it is for, its text for others, a zip", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/packages/prpm/code-review");
  await page.getByRole("link", { name: "Get it" }).click();
  await page.getByRole("button", { name: "Copy command" }).click();
  await expect.poll(() => clipboard(page)).toBe("prpm install prpm/code-review@1.0.0");

  await page.getByRole("button", { name: "Copy path" }).click();
  await expect.poll(() => clipboard(page)).toBe(".claude/agents/code-review.md");
  await page.getByRole("button", { name: "Copy file" }).click();
  await expect.poll(() => clipboard(page)).toMatch(/^---\n/);
  const file = await clipboard(page);
  await expect(
    page.getByText("no one file to put in place for Cursor, Copilot or Windsurf: it is written for Claude."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Copy plain text" }).click();
  await expect.poll(() => clipboard(page)).not.toContain("---\nname:");
  const plain = await clipboard(page);
  expect(file.endsWith(plain)).toBe(true);

  await page.getByText("Show plain text").click();
  await expectFits(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download zip" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("prpm-code-review-1.0.0.zip");
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const files = unzipSync(new Uint8Array(Buffer.concat(chunks)));
  expect(Buffer.from(files[".claude/agents/code-review.md"] ?? []).toString("utf8")).toBe(file);
});

test("a run is copied as curl and as TypeScript, and the request makes it again", async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.ask('It\'s a "test" [[standin tokens=5 rate=1000 ttft=1]]');
  const turn = await playground.expectReceipt(1);
  await turn.getByRole("button", { name: "More for turn 1" }).click();
  await expectFits(page);
  await page.getByRole("button", { name: "Copy as curl" }).click();
  await expect.poll(() => clipboard(page)).toContain(`curl -sS '${baseURL}/api/v1/playground/run'`);
  const curl = await clipboard(page);
  expect(curl).toContain('-H "Authorization: Bearer $PRPM_TOKEN"');
  await page.getByRole("button", { name: "Copy as TypeScript" }).click();
  await expect.poll(() => clipboard(page)).toContain('"userInput": "It\'s a \\"test\\" [[standin');

  const json = /--data-raw '([\s\S]*)'\n$/.exec(curl)?.[1]?.replaceAll("'\\''", "'") ?? "";
  const again = await page.request.post("/api/v1/playground/run", {
    headers: { origin: baseURL ?? "", "content-type": "application/json" },
    data: json,
  });
  expect(again.status(), await again.text()).toBe(200);
  expect(JSON.parse(json)).toMatchObject({
    packageVersion: "1.0.0",
    userInput: expect.stringContaining('It\'s a "test"'),
  });
});

/** Publishes a version of a package in the reader's own scope. */
async function publish(page: Page, name: string, version: string, files: Record<string, string>): Promise<string> {
  const facts = { name, version, description: "d", format: "claude", subtype: "skill", files: Object.keys(files) };
  const entries = Object.entries(files).map(([path, content]) => ({ name: path, content }));
  const buffer = tgz([{ name: "prpm.json", content: JSON.stringify(facts) }, ...entries]);
  const response = await page.request.post("/api/v1/packages", {
    headers: { origin: new URL(page.url()).origin },
    multipart: { archive: { name: "a.tgz", mimeType: "application/gzip", buffer } },
  });
  expect(response.status(), await response.text()).toBe(200);
  const { scope } = (await response.json()) as { scope: string };
  return scope;
}

test("two versions are compared, also without a script: the files that differ, and the words in them", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page);
  const name = `compared-${Date.now()}-${test.info().workerIndex}`;
  await publish(page, name, "1.0.0", {
    "SKILL.md": "# Manners\n\nBe very kind.\n",
    "old.md": "gone\n",
    "same.md": "x\n",
  });
  await publish(page, name, "1.1.0", {
    "SKILL.md": "# Manners\n\nBe quite kind.\n",
    "heavy.csv": "1,2,3\n".repeat(40_000),
    "same.md": "x\n",
  });
  const scope = await publish(page, name, "2.0.0", { "SKILL.md": "# Manners\n\nBe quite kind.\n" });
  const plain = await browser.newContext({ javaScriptEnabled: false, ...(baseURL === undefined ? {} : { baseURL }) });
  const reader = await plain.newPage();
  await reader.setViewportSize(page.viewportSize() ?? { width: 1280, height: 900 });
  await reader.goto(`/packages/${scope}/${name}`);
  await reader.getByRole("link", { name: /^Versions/ }).click();
  await reader.getByLabel("From").selectOption("1.0.0");
  await reader.getByLabel("to", { exact: true }).selectOption("1.1.0");
  await reader.getByRole("button", { name: "Compare", exact: true }).click();

  const compared = reader.getByRole("region", { name: "Versions compared" });
  const files = compared.getByRole("link", { name: /changed|added|removed/ });
  await expect(files).toHaveText([/SKILL\.md.*changed/, /heavy\.csv.*added/, /old\.md.*removed/]);
  await expect(compared.getByRole("listitem").filter({ hasText: "Be very kind." })).toContainText("Removed: ");
  await expect(compared.getByRole("listitem").filter({ hasText: "Be quite kind." })).toContainText("Added: ");
  await compared.getByRole("link", { name: /heavy/ }).click();
  await expect(compared.getByText("too large for its lines to be compared")).toBeVisible();
  await plain.close();

  await page.goto(`/packages/${scope}/${name}?tab=versions&from=1.0.0&to=1.1.0`);
  await expect(page.getByRole("group", { name: "SKILL.md, 1.0.0 to 1.1.0" })).toBeVisible();
  await expectFits(page);
});

import { type Browser, expect, type Page } from "@playwright/test";
import { tgz } from "@/tests/integration/packages/build-archives";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { signIn } from "@/tests/support/pages/sign-in";
import { postAs } from "@/tests/support/pages/subscriber";

// Colours are measured at rest, not while something is appearing.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const NAME = "harbour";
const SECRET = "What nobody else may read";
const QUICK = "[[standin tokens=5 rate=1000 ttft=1]]";

/** Somebody new in a browser of their own. */
async function newVisitor(browser: Browser, like: Page): Promise<Page> {
  const context = await browser.newContext({
    baseURL: new URL(like.url()).origin,
    viewport: like.viewportSize(),
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  await signIn(page, "/packages");
  return page;
}

/** Publishes a package, in an organisation's scope where one is named. */
async function publish(page: Page, organization?: string): Promise<{ id: string; path: string }> {
  const manifest = { name: NAME, version: "1.0.0", description: "Counts ships.", format: "claude", subtype: "skill" };
  const facts = { ...manifest, ...(organization && { organization }), files: ["SKILL.md"] };
  const buffer = tgz([
    { name: "prpm.json", content: JSON.stringify(facts) },
    { name: "SKILL.md", content: "# Harbour\n\nCount ships in dozens.\n" },
  ]);
  const response = await page.request.post("/api/v1/packages", {
    headers: { origin: new URL(page.url()).origin },
    multipart: { archive: { name: "harbour.tgz", mimeType: "application/gzip", buffer } },
  });
  expect(response.status(), await response.text()).toBe(200);
  const { id, scope } = (await response.json()) as { id: string; scope: string };
  return { id, path: `/packages/${scope}/${NAME}` };
}

/** An organisation of the page's user, and a link by which others join it. */
async function organize(page: Page): Promise<{ slug: string; token: string }> {
  const slug = `port-${Date.now().toString(36)}-${test.info().workerIndex}`;
  await postAs(page, "/api/v1/organizations", { name: "The Port", slug });
  const { token } = await postAs<{ token: string }>(page, `/api/v1/organizations/${slug}/invitations`, {
    role: "member",
  });
  return { slug, token };
}

test("an author sees how others use a package, a member of its organisation too, and a stranger finds nothing", async ({
  page,
  browser,
}) => {
  await signIn(page, "/packages");
  const { slug, token } = await organize(page);
  const { id, path } = await publish(page, slug);
  await postAs(page, "/api/v1/playground/run", { packageId: id, userInput: `Mine ${QUICK}` });

  const reader = await newVisitor(browser, page);
  const { runId } = await postAs<{ runId: string }>(reader, "/api/v1/playground/run", {
    packageId: id,
    userInput: `${SECRET} ${QUICK}`,
  });
  await postAs(reader, `/api/v1/playground/runs/${runId}/feedback`, { effective: true, comment: "It counts well." });
  await reader.goto(`${path}?tab=get`);
  const told = reader.waitForResponse((response) => response.url().endsWith(`/api/v1/packages/${id}/installs`));
  await reader.getByRole("button", { name: "Copy command" }).click();
  expect(await (await told).json()).toEqual({ counted: true });
  const figures = `/dashboard/packages/${id}`;
  await reader.goto(figures);
  await expect(reader.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await expect(reader).toHaveTitle(/^Not found/);

  await page.goto("/dashboard/packages");
  await expect(page.getByText(`Others ran ${NAME} once in the last 30 days.`)).toBeVisible();
  await expectAccessible(page);
  const row = page.getByRole("row", { name: new RegExp(NAME) });
  await expect(row).toContainText("The Port");
  await row.getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${slug}/${NAME}`);
  await expect(page.getByText("Others ran it once in the last 30 days; all of the runs succeeded.")).toBeVisible();
  await expect(page.getByText("1 run by those who look after it")).toBeVisible();
  await expect(page.getByText("Nobody compared it blind with no prompt")).toBeVisible();
  await expect(page.getByText("It was taken along from its page once in the last 30 days.")).toBeVisible();
  await expect(page.getByRole("row", { name: /^1\.0\.0/ })).toBeVisible();
  const votes = page.getByRole("region", { name: "Did it work?" });
  await expect(votes).toContainText("1 of 1 worked");
  await expect(votes).toContainText("It counts well.");
  expect((await page.content()).includes(SECRET)).toBe(false);
  await expectAccessible(page);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^${slug}-${NAME}-\\d{4}-\\d\\d-\\d\\d-.*\\.csv$`));

  const member = await newVisitor(browser, page);
  await postAs(member, "/api/v1/organization-invitations/accept", { token });
  await member.goto(figures);
  await expect(member.getByText("Others ran it once in the last 30 days")).toBeVisible();
  await expect(member.getByText("Their comments are for those who look after the package.")).toBeVisible();
  await expect(member.getByText("It counts well.")).toHaveCount(0);
});

test("whoever has no packages yet reads how to publish one, and a package without runs what brings the first", async ({
  page,
}) => {
  await signIn(page, "/dashboard/packages");
  await expect(page.getByRole("heading", { name: "No packages yet" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Write a prompt" })).toBeVisible();
  await expectAccessible(page);
  const { id, path } = await publish(page);
  await page.goto(path);
  await page.getByRole("link", { name: "Figures" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Nobody else has run it yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Try it" }).click();
  await page.waitForURL(new RegExp(`package=${id}`));
});

import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { signIn } from "@/tests/support/pages/sign-in";

const PAGES = [
  "/",
  "/packages",
  "/packages/prpm/code-review",
  "/playground",
  "/playground?package=prpm/code-review",
  "/playground/credits/buy",
  "/credits",
  "/dashboard",
  "/dashboard/runs",
  "/sessions",
  "/settings",
  "/account-deleted",
  "/dashboard/packages",
  "/pricing",
  "/docs",
  "/nothing-here",
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page is accessible, keeps its policy and logs no error, in ${colorScheme}`, async ({ page }) => {
    test.slow(); // all pages, one after the other
    await page.emulateMedia({ colorScheme });
    const problems: string[] = [];
    page.on("console", (message) => {
      const expected = message.text().includes("status of 404");
      if (message.type() === "error" && !expected) problems.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
    await signIn(page);
    for (const path of PAGES) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations) problems.push(`${path}: ${id}: ${nodes[0]?.html.slice(0, 160)}`);
      // On a phone the window grows with a page that is too wide; the screen does not.
      const width = page.viewportSize()?.width ?? 0;
      const overflow = (await page.evaluate(() => document.documentElement.scrollWidth)) - width;
      if (overflow > 0) problems.push(`${path}: scrolls sideways by ${overflow} px`);
    }
    expect(problems).toEqual([]);
  });
}

test("pages have a policy with a fresh nonce and without unsafe scripts", async ({ request }) => {
  const policies = await Promise.all(["/", "/packages"].map(async (path) => (await request.get(path)).headers()));
  const nonces = policies.map((headers) => /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1]);
  expect(new Set(nonces).size).toBe(2);
  for (const headers of policies) {
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers["content-security-policy"]).toMatch(
      /frame-src 'self' https:\/\/js\.stripe\.com https:\/\/hooks\.stripe\.com/,
    );
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the catalogue and a package can be read and searched", async ({ page }) => {
    await page.goto("/packages?q=code+reveiw");
    await page.locator('a[href^="/packages/prpm/code-review"]').first().click();
    await expect(page.getByRole("heading", { level: 1, name: /code-review/ })).toBeVisible();
  });
});

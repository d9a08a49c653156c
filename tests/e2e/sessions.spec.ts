import { expect, type Page, test } from "@playwright/test";
import { signIn } from "@/tests/support/pages/sign-in";

/** Signs in as somebody new who has asked these, each in a session of its own; answers the sessions' ids. */
async function withSessions(page: Page, inputs: readonly string[]): Promise<string[]> {
  await signIn(page, "/sessions");
  const asked = (input: string) =>
    page.evaluate(async (userInput) => {
      const response = await fetch("/api/v1/playground/run", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ baseline: true, userInput }),
      });
      return ((await response.json()) as { sessionId: string }).sessionId;
    }, `${input} [[standin tokens=5 rate=1000 ttft=0]]`);
  const ids: string[] = [];
  for (const input of inputs) ids.push(await asked(input));
  await page.goto("/sessions");
  await expect(rowOf(page, inputs[0] ?? "")).toBeVisible();
  return ids;
}

const rowOf = (page: Page, title: string) => page.getByRole("main").getByRole("listitem").filter({ hasText: title });

test("sessions are found as one types, the words stand in the address, and the field keeps the keyboard", async ({
  page,
}) => {
  await withSessions(page, ["Doric columns", "Ionic columns"]);
  const field = page.getByRole("searchbox", { name: "Search sessions" });
  await field.pressSequentially("dor", { delay: 30 });
  await expect(rowOf(page, "Ionic columns")).toHaveCount(0);
  await expect(rowOf(page, "Doric columns")).toBeVisible();
  await expect(page).toHaveURL("/sessions?q=dor");
  await expect(field).toBeFocused();
  await field.fill("zebra");
  await expect(page.getByRole("heading", { name: 'Nothing found for "zebra"' })).toBeVisible();
  await page.getByRole("link", { name: "Show all sessions" }).click();
  await expect(rowOf(page, "Ionic columns")).toBeVisible();
  await expect(field).toHaveValue("");
});

test("without a script sessions are searched by the form", { tag: "@any-size" }, async ({ page, browser }) => {
  await withSessions(page, ["Doric columns", "Ionic columns"]);
  const storageState = await page.context().storageState();
  const plain = await browser.newContext({ storageState, javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto("/sessions");
  const field = still.getByRole("searchbox", { name: "Search sessions" });
  await field.fill("ionic");
  await field.press("Enter");
  await expect(still).toHaveURL("/sessions?q=ionic");
  await expect(rowOf(still, "Ionic columns")).toBeVisible();
  await expect(rowOf(still, "Doric columns")).toHaveCount(0);
  await plain.close();
});

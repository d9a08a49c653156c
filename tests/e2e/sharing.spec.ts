import { expect, type Page } from "@playwright/test";
import type { SharedSession } from "@/lib/sessions/shared-session";
import { test } from "@/tests/support/browser-test";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { routeOnce } from "@/tests/support/pages/route-while";
import { readShared, ShareDialogPage } from "@/tests/support/pages/share-dialog";
import { signIn } from "@/tests/support/pages/sign-in";
import { postAs, subscribe } from "@/tests/support/pages/subscriber";

const FAST = "[[standin tokens=20 rate=2000 ttft=0]]";
/** An answer that quotes this prompt of one's own gives it away: the scan finds it and takes it out. */
const PROMPT = "Answer as the harbour master of Piraeus would, counting ships in dozens and never naming a captain.";

type Run = { sessionId: string; runId: string };

const run = (page: Page, body: object) => postAs<Run>(page, "/api/v1/playground/run", body);

/** Somebody new whose thread has these turns; the address is its playground. */
async function withThread(page: Page, inputs: readonly string[], first: object = { baseline: true }): Promise<string> {
  let sessionId: string | null = null;
  for (const input of inputs) {
    const userInput = `${input} ${input.includes("[[") ? "" : FAST}`.trim();
    const made: Run = await run(page, sessionId === null ? { ...first, userInput } : { sessionId, userInput });
    sessionId = made.sessionId;
  }
  await page.goto(`/playground?session=${sessionId}`);
  await expect(page.getByRole("button", { name: "Share", exact: true })).toBeVisible();
  return sessionId ?? "";
}

async function plainEnglish(page: Page): Promise<string> {
  const response = await page.request.get("/api/v1/packages?q=plain-english");
  const { items } = (await response.json()) as { items: { id: string }[] };
  return items[0]?.id ?? "";
}

async function asPlus(page: Page): Promise<void> {
  await signIn(page, "/sessions");
  await subscribe(page);
}

async function shownBy(page: Page, token: string): Promise<SharedSession> {
  const shared = await readShared(page, token);
  if (typeof shared === "number") throw new Error(`the link answers ${shared}`);
  return shared;
}

const inputsOf = ({ turns }: SharedSession) => turns.map(({ userInput }) => userInput.replace(/ ?\[\[.*$/, ""));

test("a link shows the turns that were chosen, without what was found, and no later turn", async ({ page }) => {
  await asPlus(page);
  const quoting = "Quote it [[standin echo_system ttft=0]]";
  const sessionId = await withThread(page, ["First", "Second", quoting], { customPrompt: PROMPT });
  const share = new ShareDialogPage(page);
  await share.open();
  await expect(share.dialog.getByRole("heading", { name: /^1 thing was found/ })).toBeVisible();
  await expect(share.dialog.getByText("All of it is removed.")).toBeVisible();
  await share.turn(2).press("Space");
  await expect(share.dialog.getByText("left out", { exact: true })).toBeVisible();
  await share.dialog.getByLabel("Title").fill("Ships in dozens");
  await share.expectPreview();
  await expectAccessible(page);
  const token = await share.create();
  await expect(share.dialog.getByRole("region", { name: "This thread has a link" })).toBeFocused();

  const before = await shownBy(page, token);
  expect(before.title).toBe("Ships in dozens");
  expect(inputsOf(before)).toEqual(["First", "Quote it"]);
  expect(before.turns[1]?.leftOut).toBe(1);
  expect(JSON.stringify(before)).not.toContain("Piraeus");

  await run(page, { sessionId, userInput: `Third ${FAST}` });
  await run(page, { sessionId, userInput: `Fourth ${FAST}` });
  expect(inputsOf(await shownBy(page, token))).toEqual(["First", "Quote it"]);

  await page.goto(`/playground?session=${sessionId}`);
  await share.open();
  await expect(share.dialog.getByText("2 newer turns are not part of this link.")).toBeVisible();
  await share.button("Add them").press("Enter");
  await share.dialog.getByRole("switch", { name: /^Show it: Text of your prompt/ }).press("Space");
  await expect(share.dialog.getByText("1 of 1 will be public.")).toBeVisible();
  await share.expectPreview();
  await share.button("Update link").press("Enter");
  await expect(share.dialog.getByText("The link shows this now.")).toBeVisible();
  const after = await shownBy(page, token);
  expect(inputsOf(after)).toEqual(["First", "Quote it", "Third", "Fourth"]);
  expect(JSON.stringify(after)).toContain("Piraeus");
});

test("my links tells of each what became of it, changes when it ends, and ends it at once", async ({ page }) => {
  await asPlus(page);
  await withThread(page, ["Doric columns"]);
  const share = new ShareDialogPage(page);
  await share.open();
  const token = await share.create();
  await page.goto("/sessions");
  await page.getByRole("link", { name: "Links", exact: true }).click();
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: "Doric columns" });
  await expect(row).toContainText("does not end");
  await expect(row).toContainText("not read yet");
  await expectAccessible(page);

  await row.getByRole("button", { name: /^Change Doric columns/ }).press("Enter");
  await page.getByLabel("The link ends").selectOption("7");
  await expect(row).toContainText("ends in 7 days");
  // The row says at once what its reader wants; the link has it a moment later.
  const left = async () => Date.parse((await shownBy(page, token)).expiresAt ?? "") - Date.now();
  await expect.poll(left).toBeGreaterThan(6.9 * 86_400_000);

  await page.getByRole("button", { name: "End this link" }).press("Enter");
  await expect(page.getByRole("button", { name: "Keep it" })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole("button", { name: "End it now" }).press("Enter");
  await expect(page.getByRole("heading", { name: "No links yet" })).toBeVisible();
  await expect.poll(() => readShared(page, token)).toBe(404);
  await expectAccessible(page);
});

test("without PRPM+ one sees what a link would show, and where it is had", async ({ page }) => {
  await signIn(page, "/sessions");
  await withThread(page, ["Doric columns"]);
  const share = new ShareDialogPage(page);
  await share.open();
  await expect(share.dialog.getByText("Sharing is part of PRPM+.")).toBeVisible();
  await expect(share.dialog.getByRole("listitem").filter({ hasText: "Doric columns" })).toBeVisible();
  await expect(share.button("Create link")).toHaveCount(0);
  await expectAccessible(page);
  await share.dialog.getByRole("contentinfo").getByRole("link", { name: "See PRPM+" }).click();
  await expect(page).toHaveURL("/pricing");
});

test("a link lives as long as its thread: one that is not kept says so, and can be kept there", {
  tag: "@any-size",
}, async ({ page }) => {
  await asPlus(page);
  const sessionId = await withThread(page, ["Doric columns"]);
  const path = `/api/v1/playground/sessions/${sessionId}`;
  await page.evaluate(async (address) => {
    const headers = { "Content-Type": "application/json" };
    await fetch(address, { method: "PATCH", headers, body: JSON.stringify({ saved: false }) });
  }, path);
  const share = new ShareDialogPage(page);
  await share.open();
  await expect(share.dialog.getByText("This thread is not kept.")).toBeVisible();
  await share.button("Keep it").press("Enter");
  await expect(share.dialog.getByText("This thread is not kept.")).toHaveCount(0);
  const kept = async () => (await page.request.get(path)).json();
  await expect.poll(kept).toMatchObject({ saved: true, expiresAt: null });
});

test("sharing works by the keyboard alone, and gives it back where it was", { tag: "@any-size" }, async ({ page }) => {
  await asPlus(page);
  await withThread(page, ["Doric columns"]);
  const share = new ShareDialogPage(page);
  const button = page.getByRole("button", { name: "Share", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await share.expectPreview();
  for (let at = 0; at < 30; at += 1) {
    if (await share.button("Create link").evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
    expect(await share.dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press("Enter");
  await expect(share.dialog.getByRole("region", { name: "This thread has a link" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(share.link).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(share.dialog).toHaveCount(0);
  await expect(button).toBeFocused();

  await page.goto("/sessions");
  const menu = page.getByRole("button", { name: /^Actions for Doric/ });
  await menu.press("Enter");
  await page.getByRole("button", { name: "Share", exact: true }).press("Enter");
  await expect(share.link).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
});

test("a preview that is late never takes the place of a newer one, and one that fails can be asked again", {
  tag: "@any-size",
}, async ({ page }) => {
  await asPlus(page);
  await withThread(page, ["First", "Second", "Third"]);
  const share = new ShareDialogPage(page);
  const refusal = { error: "internal", message: "Something went wrong on our side." };
  await routeOnce(page, "**/share/preview", (route) => route.fulfill({ status: 500, json: refusal }));
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(share.dialog.getByText(refusal.message)).toBeVisible();
  await share.button("Try again").click();
  await share.expectPreview();
  await page.route("**/share/preview", async (route) => {
    const { runIds } = route.request().postDataJSON() as { runIds: string[] };
    if (runIds.length === 2) await new Promise((done) => setTimeout(done, 3_000));
    await route.continue().catch(() => undefined);
  });
  const late = page.waitForRequest((request) => request.postDataJSON()?.runIds?.length === 2);
  await share.turn(2).click();
  await late;
  await expect(share.button("Create link")).toHaveAttribute("aria-disabled", "true");
  await share.turn(3).click();
  await share.expectPreview();
  const token = await share.create();
  expect(inputsOf(await shownBy(page, token))).toEqual(["First"]);
});

test("a fork begins with what was shared and goes on with its package, or with another", async ({ page }) => {
  await asPlus(page);
  await withThread(page, ["Doric columns"], { packageId: await plainEnglish(page) });
  const playground = new PlaygroundPage(page);
  const share = new ShareDialogPage(page);
  await share.open();
  const token = await share.create();
  const fork = async () =>
    (await postAs<{ sessionId: string }>(page, `/api/v1/playground/shared/${token}/fork`)).sessionId;

  const sessionId = await fork();
  await page.goto(`/playground?session=${sessionId}`);
  const shared = page.getByRole("article", { name: "Shared turn 1" });
  await expect(shared).toContainText("Doric columns");
  await expect(page.getByText("From here on it is yours")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Package: prpm\/plain-english/ })).toBeVisible();
  await expectAccessible(page);
  await playground.ask(`Ionic columns ${FAST}`);
  await playground.expectReceipt(1);
  await page.reload();
  await expect(shared).toContainText("Doric columns");
  await expect(playground.turn(1)).toContainText("Ionic columns");
  await expect(playground.turn(2)).toHaveCount(0);

  // Another model for the first run of a fork: the same thread goes on.
  await page.goto(`/playground?session=${await fork()}`);
  await page.getByRole("button", { name: /^Model:/ }).click();
  await page.getByRole("radio", { name: /^Haiku/ }).check();
  await page.keyboard.press("Escape");
  await playground.ask(`Corinthian columns ${FAST}`);
  await playground.expectReceipt(1);
  await expect(shared).toContainText("Doric columns");
  const response = await page.request.get(`/api/v1/playground/sessions/${playground.sessionId}`);
  const { turns } = (await response.json()) as { turns: { runs: { model: string }[] }[] };
  expect(turns.map(({ runs }) => runs[0]?.model)).toEqual(["sonnet", "haiku"]);
});

test("what a link shows can be tried: package, model and input are filled in; an ended one says so", async ({
  page,
}) => {
  await asPlus(page);
  const sessionId = await withThread(page, ["Doric columns", "Ionic columns"], { packageId: await plainEnglish(page) });
  const playground = new PlaygroundPage(page);
  const share = new ShareDialogPage(page);
  await share.open();
  const token = await share.create();
  await page.goto(`/playground?shared=${token}&turn=1`);
  await expect(playground.input).toHaveValue(/^Ionic columns/);
  await expect(page.getByRole("button", { name: /^Package: prpm\/plain-english/ })).toBeVisible();
  const ended = await page.evaluate(
    async (path) => (await fetch(path, { method: "DELETE" })).status,
    `/api/v1/playground/sessions/${sessionId}/share`,
  );
  expect(ended).toBe(200);
  await page.goto(`/playground?shared=${token}&turn=0`);
  await expect(page.getByText("That link is not here: it has ended, or it never was.")).toBeVisible();
});

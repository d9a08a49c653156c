import { expect, type Locator, type Page, type Request } from "@playwright/test";
import { tgz } from "@/tests/integration/packages/build-archives";
import { test, waitNoMore } from "@/tests/support/browser-test";
import { ComparePage } from "@/tests/support/pages/compare-page";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { routeOnce } from "@/tests/support/pages/route-while";
import { readShared, ShareDialogPage } from "@/tests/support/pages/share-dialog";
import { signIn } from "@/tests/support/pages/sign-in";
import { subscribe } from "@/tests/support/pages/subscriber";

// How a window is used does not depend on its size here.
const ANY_SIZE = { tag: "@any-size" };
const QUICK = "[[standin tokens=20 rate=2000 ttft=0]]";
const PACKAGE_DETAILS = /\/api\/v1\/packages\/[0-9a-f-]{36}/;

/** Holds these requests back; the answered function waits for the one that was sent first of them and lets it go. */
async function holdBack(page: Page, url: RegExp, isMeant: (request: Request) => boolean = () => true) {
  const held: (() => void)[] = [];
  await page.route(url, async (route) => {
    if (!isMeant(route.request())) return route.fallback();
    await new Promise<void>((resolve) => held.push(resolve));
    // One that the page has given up is not to be had any more.
    await route.continue().catch(() => undefined);
  });
  return async () => {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    held.shift()?.();
  };
}

/** What of their bodies requests to such an address carry from now on, in the order in which the page sends them. */
function sentTo(page: Page, url: RegExp, pick: (body: Record<string, unknown>) => unknown): unknown[] {
  const sent: unknown[] = [];
  page.on("request", (request) => {
    if (url.test(request.url())) sent.push(pick(request.postDataJSON()));
  });
  return sent;
}

async function begin(page: Page): Promise<PlaygroundPage> {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  return playground;
}

async function withTurn(page: Page): Promise<{ playground: PlaygroundPage; turn: Locator }> {
  const playground = await begin(page);
  await playground.ask(`First. ${QUICK}`);
  return { playground, turn: await playground.expectReceipt(1) };
}

/** A thread of one turn that was left for another page. */
async function leaveThread(page: Page): Promise<PlaygroundPage> {
  const { playground } = await withTurn(page);
  await page.getByRole("link", { name: "Packages", exact: true }).first().click();
  await expect(page.getByRole("heading", { name: "Packages", level: 1 })).toBeVisible();
  return playground;
}

/** A thread of one turn of somebody who may keep it, about to be shared. */
async function beginShare(page: Page): Promise<ShareDialogPage> {
  await signIn(page);
  await subscribe(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.ask(`First. ${QUICK}`);
  await playground.expectReceipt(1);
  const share = new ShareDialogPage(page);
  await share.open();
  return share;
}

async function pickPackage(page: Page, button: RegExp, name: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByPlaceholder("Search packages").fill(name);
  const option = page.getByRole("option", { name: new RegExp(name) });
  await option.first().click();
}

async function chooseOpus(page: Page, button: Locator): Promise<void> {
  await button.click();
  await page.getByRole("radio", { name: /Opus/ }).click();
  await page.keyboard.press("Escape");
}

const chosen = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^Package: prpm/${name}`) });

test("a search keeps what is typed while the list for the first letters arrives", ANY_SIZE, async ({ page }) => {
  await page.goto("/packages");
  const release = await holdBack(page, /\/packages\?q=pl(&|$)/);
  const field = page.getByRole("searchbox", { name: "Search packages" });
  await field.pressSequentially("pl");
  const answered = page.waitForResponse(/\/packages\?q=pl(&|$)/);
  await release();
  await field.pressSequentially("ain english", { delay: 100 });
  await answered;
  await expect(page).toHaveURL(/q=plain(\+|%20)english/);
  await expect(field).toHaveValue("plain english");
  // What else changes the words in the address changes the field.
  await page.goBack();
  await page.goForward();
  await expect(field).toHaveValue("plain english");
});

test("Enter chooses by the words that stand there, also before their packages do", ANY_SIZE, async ({ page }) => {
  await page.goto("/pricing");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await routeOnce(page, /\/api\/v1\/packages\?.*q=/, (route) => route.abort());
  await page.keyboard.insertText("plain");
  await expect(page.getByText("The search did not answer. Type on to try again.")).toBeVisible();
  await page.keyboard.type("-english");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/packages\/prpm\/plain-english/);
});

test(
  "of two packages picked one after the other the last is chosen, and nothing runs before it is there",
  ANY_SIZE,
  async ({ page }) => {
    const playground = await begin(page);
    await playground.input.fill(`First. ${QUICK}`);
    const release = await holdBack(page, PACKAGE_DETAILS);
    await pickPackage(page, /^Package:/, "threat-model");
    await expect(page.getByText("loading threat-model")).toBeVisible();
    await playground.input.press("ControlOrMeta+Enter");
    await pickPackage(page, /^Package:/, "test-designer");
    await release();
    await release();
    await expect(chosen(page, "test-designer")).toBeVisible();
    await expect(playground.input).toHaveValue(/^First/);
    await playground.run.click();
    const turn = await playground.expectReceipt(1);
    await expect(turn.getByTestId("made-with")).toContainText("test-designer");
    await playground.expectAvailable(4);
  },
);

test("a model chosen while a package is on its way stays chosen", ANY_SIZE, async ({ page }) => {
  await begin(page);
  const release = await holdBack(page, PACKAGE_DETAILS);
  await pickPackage(page, /^Package:/, "threat-model");
  await chooseOpus(page, page.getByRole("button", { name: /^Model/ }));
  await release();
  await expect(chosen(page, "threat-model")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Model: Opus/ })).toBeVisible();
});

test("lanes changed at the same time are each what was chosen for it", ANY_SIZE, async ({ page }) => {
  await signIn(page);
  const compare = new ComparePage(page);
  await compare.open("compare=prpm/plain-english,none");
  const release = await holdBack(page, PACKAGE_DETAILS);
  await pickPackage(page, /^Lane 1: /, "threat-model");
  await pickPackage(page, /^Lane 2: /, "test-designer");
  await chooseOpus(page, page.getByRole("button", { name: /^Model/ }).first());
  await release();
  await release();
  await expect(compare.head(1)).toHaveAccessibleName(/threat-model.*Opus/);
  await expect(compare.head(2)).toHaveAccessibleName(/test-designer.*Sonnet/);
});

test("of two answers picked one after the other the last stands", ANY_SIZE, async ({ page }) => {
  await signIn(page);
  const compare = new ComparePage(page);
  await compare.open("compare=prpm/plain-english,none");
  await compare.ask(`First. ${QUICK}`);
  await compare.expectEnded();
  const release = await holdBack(page, /\/pick$/, (request) => request.postDataJSON().winner === 0);
  const sent = sentTo(page, /\/pick$/, ({ winner }) => winner);
  const pick = (label: string) => compare.turn(1).getByRole("button", { name: label, exact: true });
  await pick("Answer 1").click();
  await pick("Tie").click();
  const recorded = page.waitForResponse((response) => response.request().postDataJSON()?.winner === 1);
  await pick("Answer 2").click();
  await expect(pick("Answer 2")).toHaveAttribute("aria-pressed", "true");
  expect(sent).toEqual([0]);
  await release();
  await recorded;
  expect(sent).toEqual([0, 1]);
  await expect(pick("Answer 2")).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(pick("Answer 2")).toHaveAttribute("aria-pressed", "true");
});

test("of two votes the last stands, and a comment outlives a vote that was not kept", ANY_SIZE, async ({ page }) => {
  const { turn } = await withTurn(page);
  const vote = (label: string) => turn.getByRole("button", { name: label, exact: true });
  let fail = (): void => {};
  await routeOnce(page, /\/feedback$/, (route) => {
    fail = () => void route.abort();
  });
  await vote("Yes").click();
  const comment = turn.getByRole("textbox", { name: "Comment, optional" });
  await expect(comment).toBeFocused();
  await page.keyboard.type("What was good");
  fail();
  await expect(turn.getByRole("alert")).toBeVisible();
  await expect(comment).toHaveValue("What was good");

  const release = await holdBack(page, /\/feedback$/, (request) => request.postDataJSON().effective === true);
  const sent = sentTo(page, /\/feedback$/, ({ effective }) => effective);
  await vote("Yes").click();
  await vote("No").click();
  await expect(vote("No")).toHaveAttribute("aria-pressed", "true");
  expect(sent).toEqual([true]);
  await release();
  await expect.poll(() => sent).toEqual([true, false]);
  await expect(vote("No")).toHaveAttribute("aria-pressed", "true");
  await comment.press("Enter");
  await expect(comment).toHaveCount(0);
  await page.reload();
  await expect(vote("No")).toHaveAttribute("aria-pressed", "true");
});

test("a vote that waits for the one before it is sent when its page is left", ANY_SIZE, async ({ page }) => {
  const { turn } = await withTurn(page);
  const vote = (label: string) => turn.getByRole("button", { name: label, exact: true });
  await holdBack(page, /\/feedback$/, (request) => request.postDataJSON().effective === true);
  const sent = sentTo(page, /\/feedback$/, ({ effective }) => effective);
  await vote("Yes").click();
  await vote("No").click();
  await expect(vote("No")).toHaveAttribute("aria-pressed", "true");
  expect(sent).toEqual([true]);
  await page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
  await expect.poll(() => sent).toEqual([true, false]);
});

test("of two versions of a turn asked for one after the other the last is shown", ANY_SIZE, async ({ page }) => {
  const { playground, turn } = await withTurn(page);
  for (const versions of [2, 3]) {
    await turn.getByRole("button", { name: /^Again/ }).click();
    await expect(turn.getByText(`${versions} of ${versions}`)).toBeVisible();
    await playground.expectReceipt(1);
  }
  await turn.getByRole("button", { name: "Previous version" }).click();
  await expect(turn.getByText("2 of 3")).toBeVisible();
  const release = await holdBack(page, /\/sessions\/[0-9a-f-]+\?run=/);
  await turn.getByRole("button", { name: "Previous version" }).click();
  await turn.getByRole("button", { name: "Next version" }).click();
  const answered = page.waitForResponse(/\/sessions\/[0-9a-f-]+\?run=/);
  await release();
  await answered;
  await release();
  await expect(turn.getByText("3 of 3")).toBeVisible();
});

test(
  "what is written while Back brings the thread is all there, and the keyboard stays in it",
  ANY_SIZE,
  async ({ page }) => {
    const playground = await leaveThread(page);
    await page.route(/\/playground\?session=/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    const answered = page.waitForResponse(/\/playground\?session=/);
    await page.goBack();
    await playground.input.click();
    await page.keyboard.type("Slow words on a slow line.", { delay: 100 });
    await answered;
    await expect(playground.input).toHaveValue("Slow words on a slow line.");
    await expect(playground.input).toBeFocused();
  },
);

test("Run waits while Back brings the thread: the question belongs to it as it is now", ANY_SIZE, async ({ page }) => {
  const playground = await leaveThread(page);
  let arrive = (): void => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\/playground\?session=/, async (route) => {
    await late;
    await route.continue();
  });
  await page.goBack();
  await expect(page.getByText("opening the thread")).toBeVisible();
  await playground.input.fill(`Second. ${QUICK}`);
  await playground.input.press("ControlOrMeta+Enter");
  arrive();
  await playground.run.click();
  await playground.expectReceipt(2);
  await playground.expectAvailable(3);
});

test("a run of another tab that began and ended while Back brought the thread is in it", ANY_SIZE, async ({ page }) => {
  const { playground } = await withTurn(page);
  const other = new PlaygroundPage(await page.context().newPage());
  await other.open(`?session=${playground.sessionId}`);
  await page.getByRole("link", { name: "Packages", exact: true }).first().click();
  await expect(page.getByRole("heading", { name: "Packages", level: 1 })).toBeVisible();
  let arrive = (): void => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let tellMade = (): void => {};
  const made = new Promise<void>((resolve) => {
    tellMade = resolve;
  });
  await page.route(/\/playground\?session=/, async (route) => {
    const response = await route.fetch();
    tellMade();
    await late;
    await route.fulfill({ response });
  });
  await page.goBack();
  await made;
  await other.ask(`Second. ${QUICK}`);
  await other.expectReceipt(2);
  arrive();
  await playground.expectReceipt(2);
});

test("a title written while the link is made stays, to be part of the next update", ANY_SIZE, async ({ page }) => {
  const share = await beginShare(page);
  const release = await holdBack(page, /\/share$/, (request) => request.method() === "POST");
  await share.button("Create link").click();
  const title = share.dialog.getByRole("textbox", { name: "Title" });
  await title.fill("Another title");
  await release();
  await expect(share.link).toBeVisible();
  await expect(title).toHaveValue("Another title");
  await share.expectPreview();
  await share.button("Update link").click();
  await expect(share.dialog.getByText("The link shows this now.")).toBeVisible();
  expect(await readShared(page, (await share.link.inputValue()).split("/").at(-1) ?? "")).toMatchObject({
    title: "Another title",
  });
});

test("what is shared is forked once, however often that is pressed", ANY_SIZE, async ({ page }) => {
  const share = await beginShare(page);
  const token = await share.create();
  await page.goto(`/playground/shared/${token}`);
  let forks = 0;
  await page.route(/\/fork$/, async (route) => {
    forks += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue().catch(() => undefined);
  });
  await page.getByRole("button", { name: "Fork", exact: true }).evaluate((button: HTMLElement) => {
    button.click();
    setTimeout(() => button.click(), 300);
  });
  await page.waitForURL(/\/playground\?session=/);
  expect(forks).toBe(1);
});

test("a suggested input that is saved late does not close the next one", ANY_SIZE, async ({ page }) => {
  await signIn(page, "/packages");
  const manifest = { name: "harbour", version: "1.0.0", description: "Counts ships.", format: "claude" };
  const buffer = tgz([
    { name: "prpm.json", content: JSON.stringify({ ...manifest, subtype: "rule", files: ["rule.md"] }) },
    { name: "rule.md", content: "Count ships in dozens.\n" },
  ]);
  const headers = { origin: new URL(page.url()).origin };
  const multipart = { archive: { name: "harbour.tgz", mimeType: "application/gzip", buffer } };
  const published = await page.request.post("/api/v1/packages", { headers, multipart });
  const { id, scope, name } = (await published.json()) as Record<"id" | "scope" | "name", string>;
  for (const title of ["Tide", "Fog"]) {
    const data = { title, input: `About ${title}.` };
    await page.request.post(`/api/v1/packages/${id}/suggested-inputs`, { headers, data });
  }
  await page.goto(`/packages/${scope}/${name}`);
  await page.getByRole("link", { name: "Inputs", exact: true }).click();
  const release = await holdBack(page, /suggested-inputs$/);
  const title = page.getByRole("textbox", { name: "Title" });
  await page.getByRole("button", { name: /^Edit.*Tide/ }).click();
  await title.fill("High tide");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: /^Edit.*Fog/ }).click();
  await title.fill("Thick fog");
  await release();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(title).toHaveValue("Thick fog");
});

test("a prompt is duplicated once, and shows its new title at once", ANY_SIZE, async ({ page }) => {
  await signIn(page);
  const headers = { origin: new URL(page.url()).origin };
  await page.request.post("/api/v1/playground/prompts", {
    headers,
    data: { title: "Ships", text: "Count.", values: {} },
  });
  await page.getByRole("button", { name: "Choose a package" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Write your own prompt" }).click();
  const release = await holdBack(page, /\/prompts\/[0-9a-f-]+$/, (request) => request.method() === "PATCH");
  await page.getByRole("button", { name: "Duplicate: Ships" }).dblclick();
  await expect(page.getByRole("button", { name: "Rename: Ships (copy)" })).toHaveCount(1);
  await page.getByRole("button", { name: "Rename: Ships", exact: true }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Boats");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Rename: Boats" })).toBeVisible();
  await release();
  await expect(page.getByRole("button", { name: "Rename: Ships (copy)" })).toHaveCount(1);
});

test("of two titles given one after the other the last stands", ANY_SIZE, async ({ page }) => {
  await signIn(page);
  const headers = { origin: new URL(page.url()).origin };
  await page.request.post("/api/v1/playground/prompts", {
    headers,
    data: { title: "Ships", text: "Count.", values: {} },
  });
  await page.getByRole("button", { name: "Choose a package" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Write your own prompt" }).click();
  const [prompts, isRename] = [/\/prompts\/[0-9a-f-]+$/, (request: Request) => request.method() === "PATCH"] as const;
  const release = await holdBack(page, prompts, isRename);
  const sent = sentTo(page, prompts, (body) => body["title"]);
  const rename = async (from: string, to: string) => {
    await page.getByRole("button", { name: `Rename: ${from}` }).click();
    await page.getByRole("textbox", { name: "Title" }).fill(to);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: `Rename: ${to}` })).toBeVisible();
  };
  await rename("Ships", "Boats");
  await rename("Boats", "Rafts");
  await rename("Rafts", "Ferries");
  expect(sent).toEqual(["Boats"]);
  await release();
  await expect.poll(() => sent).toEqual(["Boats", "Ferries"]);
  const read = page.waitForResponse(/\/prompts\?/);
  await release();
  await read;
  await expect(page.getByRole("button", { name: "Rename: Ferries" })).toBeVisible();
});

test(
  "a form that is refused late still has the keyboard, and signs in when it is sent again",
  ANY_SIZE,
  async ({ page }) => {
    await page.goto("/sign-in?callbackUrl=/playground");
    await page.getByLabel("E-mail").fill(`slow.${Date.now()}@example.com`);
    const send = page.getByRole("button", { name: "Sign in", exact: true });
    await routeOnce(page, "**/api/auth/csrf", (route) => setTimeout(() => void route.abort(), 500));
    await send.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "No answer from the server" })).toBeVisible();
    await expect(send).toBeFocused();
    // The page that was asked for never comes.
    await routeOnce(page, /\/playground$/, (route) => route.fulfill({ status: 204 }));
    await page.clock.install();
    const left = page.waitForResponse(/\/playground$/);
    await page.keyboard.press("Enter");
    await left;
    await expect(send).toHaveAttribute("aria-disabled", "true");
    await page.clock.fastForward(15_000);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/playground$/);
  },
);

test("a budget's notice that was put away does not come back with an older answer", ANY_SIZE, async ({ page }) => {
  await signIn(page);
  const headers = { origin: new URL(page.url()).origin };
  await page.request.put("/api/v1/playground/credits/budget", { headers, data: { credits: 4 } });
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  const notice = page.getByRole("complementary", { name: "Budget" });
  await playground.ask(`First. ${QUICK}`);
  await playground.expectReceipt(1);
  await playground.ask(`Second. ${QUICK}`);
  await expect(notice).toContainText("You have spent 2 of 4 credits");
  await playground.expectReceipt(2);

  let arrive = (): void => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const read = page.waitForRequest(/\/credits\/budget$/);
  await page.route(/\/credits\/budget$/, async (route) => {
    const response = await route.fetch();
    await late;
    await route.fulfill({ response });
  });
  await playground.ask(`Third. ${QUICK}`);
  await read;
  await playground.expectReceipt(3);
  const kept = page.waitForResponse(/\/credits\/budget\/seen$/);
  await notice.getByRole("button", { name: "Put this notice away" }).click();
  await kept;
  const answered = page.waitForResponse(/\/credits\/budget$/);
  arrive();
  await answered;
  // Whatever the answer changes is drawn by then.
  await playground.input.fill("Fourth");
  await expect(page.getByTestId("quote")).toContainText("at most");
  await expect(notice).toHaveCount(0);
});

test(
  "a link is changed by keyboard while an earlier change is on its way; the last of both stand",
  ANY_SIZE,
  async ({ page }) => {
    const share = await beginShare(page);
    const token = await share.create();
    await page.goto("/sessions/links");
    await page.getByRole("button", { name: /^Change First/ }).press("Enter");
    const release = await holdBack(page, /\/share$/, (request) => request.method() === "PATCH");
    const end = page.getByLabel("The link ends");
    await end.focus();
    await end.selectOption("7");
    await expect(end).toBeFocused();
    await end.selectOption("30");
    const listed = page.getByRole("switch", { name: "List on the package's page" });
    await listed.press("Enter");
    await expect(listed).toHaveAttribute("aria-checked", "true");
    await expect(listed).toBeFocused();
    for (let change = 1; change <= 3; change += 1) await release();
    await expect(page.getByText("The link is to be listed.")).toBeVisible();
    const { expiresAt } = (await readShared(page, token)) as { expiresAt: string };
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000);
  },
);

test(
  "a change of a link that is refused is put back, and one made meanwhile stands as it is kept",
  ANY_SIZE,
  async ({ page }) => {
    const share = await beginShare(page);
    const token = await share.create();
    await page.goto("/sessions/links");
    await page.getByRole("button", { name: /^Change First/ }).click();
    let refuse = (): void => {};
    await routeOnce(page, /\/share$/, async (route) => {
      await new Promise<void>((resolve) => {
        refuse = resolve;
      });
      await route.abort();
    });
    const end = page.getByLabel("The link ends");
    await end.selectOption("7");
    const listed = page.getByRole("switch", { name: "List on the package's page" });
    await listed.click();
    refuse();
    await expect(page.getByText("The link is to be listed.")).toBeVisible();
    await expect(end).toHaveValue("never");
    await expect(listed).toHaveAttribute("aria-checked", "true");
    expect(await readShared(page, token)).toMatchObject({ expiresAt: null });
  },
);

test(
  "a stop that was lost on its way is asked for again where a shared turn is run again",
  ANY_SIZE,
  async ({ page }) => {
    const LONG = "[[standin tokens=3000 rate=60 ttft=0]]";
    await signIn(page);
    await subscribe(page);
    const playground = new PlaygroundPage(page);
    await playground.open("?package=prpm/plain-english");
    await playground.ask(`First. ${LONG}`);
    await playground.expectText(1, 20);
    await playground.stop.click();
    await playground.expectReceipt(1);
    const share = new ShareDialogPage(page);
    await share.open();
    await page.goto(`/playground/shared/${await share.create()}`);
    const again = page.locator("#again-1");
    await again.getByRole("button", { name: "Run again today" }).click();
    await again.getByRole("button", { name: "Run", exact: true }).click();
    await routeOnce(page, /\/runs\/[0-9a-f-]+\/stop$/, (route) => route.abort());
    await again.getByRole("button", { name: "Stop", exact: true }).click();
    await expect(again.getByRole("link", { name: "Go on from here" })).toBeVisible();
  },
);

test("signing out that nobody heard is said to be that, and can be tried again", ANY_SIZE, async ({ page }) => {
  await signIn(page);
  await routeOnce(page, "**/api/auth/csrf", (route) => route.abort());
  await page.getByRole("button", { name: /^Account of/ }).click();
  const out = page.getByRole("button", { name: "Sign out", exact: true });
  await out.click();
  await expect(page.getByText(/^You are still signed in\./)).toBeVisible();
  await out.click();
  await page.waitForURL("/");
});

test("a run that begins after its thread was left is there when that is gone back to", ANY_SIZE, async ({ page }) => {
  const playground = await begin(page);
  const release = await holdBack(page, /\/playground\/run$/);
  await playground.ask(`First. ${QUICK}`);
  await chooseOpus(page, page.getByRole("button", { name: /^Model/ }));
  const back = page.getByRole("button", { name: /back/i });
  await expect(back).toBeVisible();
  const begun = page.waitForResponse(/\/playground\/run$/);
  await release();
  await begun;
  await back.click();
  await playground.expectReceipt(1);
  expect(playground.sessionId).not.toBe("");
});

/** Has scripts wait until the answered function is called, as on a line that is slow. */
async function holdScripts(page: Page): Promise<() => void> {
  await waitNoMore(page);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

test("what is typed into a search before the page has come alive is searched", ANY_SIZE, async ({ page }) => {
  await signIn(page, "/settings");
  const release = await holdScripts(page);
  await page.goto("/packages", { waitUntil: "commit" });
  await page.getByRole("searchbox").fill("plain-english");
  release();
  await page.waitForURL(/q=plain-english/);
  await expect(page.getByRole("searchbox")).toHaveValue("plain-english");
});

test("an organisation is what was typed before the page had come alive", ANY_SIZE, async ({ page }) => {
  await signIn(page, "/packages");
  const release = await holdScripts(page);
  await page.goto("/settings", { waitUntil: "commit" });
  const handle = `early-${Date.now().toString(36)}`;
  await page.getByLabel("Name", { exact: true }).and(page.locator("#organization-name")).fill("Early Birds");
  await page.getByLabel("Handle").fill(handle);
  const isAlive = () => page.locator("#organization-slug-use").textContent();
  release();
  await expect.poll(isAlive).toContain(`@${handle}/name`);
  await page.getByRole("button", { name: "Make an organisation" }).click();
  await page.waitForURL(`**/organizations/${handle}`);
  await expect(page.getByRole("heading", { name: "Early Birds" })).toBeVisible();
});

import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { fillerText } from "@/local/claude/filler";
import { test } from "@/tests/support/browser-test";
import { startCuttableProxy } from "@/tests/support/cuttable-proxy";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { signIn } from "@/tests/support/pages/sign-in";

type Wire = Awaited<ReturnType<typeof startCuttableProxy>>;

/** The browser reaches the app by a wire that can be cut. */
const wired = test.extend<{ wire: Wire }>({
  // biome-ignore lint/correctness/noEmptyPattern: this is how a fixture says that it needs no other.
  wire: async ({}, use) => {
    const wire = await startCuttableProxy();
    await use(wire);
    await wire.stop();
  },
  proxy: async ({ wire }, use) => use({ server: wire.url }),
});

wired(
  "with the network gone for ten seconds the run goes on, and the answer is continued where it was",
  { tag: "@any-size" },
  async ({ page, wire }) => {
    wired.slow();
    const whole = fillerText(800);
    await signIn(page);
    const playground = new PlaygroundPage(page);
    await playground.open("?package=prpm/plain-english");
    await playground.ask("Long. [[standin tokens=800 rate=30 ttft=1]]");
    await playground.expectText(1, 100);
    await page.context().setOffline(true);
    wire.cut();
    await expect(playground.turn(1)).toContainText("Connection lost, the run goes on; reconnecting");
    await page.waitForTimeout(1_000); // what had arrived is drawn by then
    const atCut = (await playground.shownLetters(1)).length;
    await page.waitForTimeout(10_000);
    expect((await playground.shownLetters(1)).length).toBe(atCut);

    wire.mend();
    await page.context().setOffline(false);
    await expect(playground.turn(1)).toContainText("Writing", { timeout: 2_000 });
    await playground.expectText(1, atCut + 1_000);
    await playground.expectBeginningOf(whole, 1);
    await playground.expectReceipt(1);
    expect(await playground.copyAnswer(1)).toBe(whole);
    await playground.expectAvailable(4);
  },
);

wired(
  "a run that is stopped while the network is away is stopped when it is back",
  { tag: "@any-size" },
  async ({ page, wire }) => {
    await signIn(page);
    const playground = new PlaygroundPage(page);
    await playground.open("?package=prpm/plain-english");
    await playground.input.fill("Long. [[standin tokens=900 rate=20 ttft=1]]");
    await expect(playground.run).toBeEnabled();
    await page.context().setOffline(true);
    wire.cut();
    await playground.run.click();
    await expect(playground.turn(1)).toContainText("Connection lost; trying again");
    await playground.stop.click();
    await expect(playground.turn(1)).toContainText("Connection lost; your run is stopped when it is back");

    wire.mend();
    await page.context().setOffline(false);
    // Before or after its first text, which is a matter of milliseconds.
    await expect(playground.turn(1)).toContainText("You stopped it here.");
    await expect(playground.turn(1)).toContainText("Receipt");
    await expect(playground.run).toBeVisible();
  },
);

wired(
  "Try now leaves the keyboard in its turn when the connection is back",
  { tag: "@any-size" },
  async ({ page, wire }) => {
    await signIn(page);
    const playground = new PlaygroundPage(page);
    await playground.open("?package=prpm/plain-english");
    await playground.ask("Long. [[standin tokens=800 rate=40 ttft=1]]");
    await playground.expectText(1, 50);
    const tryNow = playground.turn(1).getByRole("button", { name: "Try now" });
    // The page tries by itself too, and may be back before anybody presses.
    await expect(async () => {
      wire.cut();
      await tryNow.focus({ timeout: 5_000 });
      wire.mend();
      await tryNow.press("Enter", { timeout: 1_000 });
    }).toPass();
    await expect(tryNow).toHaveCount(0);
    await expect(playground.turn(1)).toBeFocused();
    await playground.expectReceipt(1);
    await expect(playground.turn(1)).toBeFocused();
  },
);

wired(
  "a price that could not be asked for is said to be missing, and asked for when the network is back",
  {
    tag: "@any-size",
  },
  async ({ page, wire }) => {
    await signIn(page);
    const playground = new PlaygroundPage(page);
    await playground.open("?package=prpm/plain-english");
    await page.context().setOffline(true);
    wire.cut();
    await playground.input.fill("How much is it?");
    const quote = page.getByTestId("quote");
    await expect(quote).toContainText("No connection; the price is asked for again by itself.");

    wire.mend();
    await page.context().setOffline(false);
    await expect(quote).toContainText("at most 1 credit", { timeout: 3_000 });
  },
);

test("an overloaded provider is said to be that, with a countdown, and the retry then works", {
  tag: "@any-size",
}, async ({ page }) => {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  await playground.ask("Simplify. [[standin error=529 retry_after=9 error_times=1 tokens=40 rate=500]]");
  const turn = playground.turn(1);
  await expect(turn).toContainText("is overloaded and took no more requests. You were not charged.");
  const retry = turn.getByRole("button", { name: /^Retry/ });
  await expect(retry).toBeDisabled();
  await expect(retry).toHaveText(/Retry in 0:0[1-9]/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await playground.expectAvailable(5);
  await expect(retry).toBeEnabled({ timeout: 15_000 });
  await retry.click();
  await playground.expectReceipt(1);
  await playground.expectAvailable(4);
});

test("a run that meets a restarting server is begun by itself, once, when the server is back", {
  tag: "@any-size",
}, async ({ page }) => {
  await signIn(page);
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  const keys: (string | undefined)[] = [];
  let restart = (): void => {};
  const restarted = new Promise<void>((resolve) => {
    restart = resolve;
  });
  await page.route("**/api/v1/playground/run", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 2) {
      await restarted;
      return route.continue();
    }
    const refusal = { error: "model_unavailable", message: "Restarting.", reason: "restarting", retryAfterSeconds: 1 };
    return route.fulfill({ status: 503, json: { ...refusal, retryable: true, creditsCharged: 0 } });
  });
  await playground.ask("Simplify. [[standin tokens=40 rate=500 ttft=1]]");
  await expect(playground.turn(1)).toContainText("The server is restarting; your run starts in a moment");
  restart();
  await playground.expectReceipt(1);
  expect(keys.length).toBe(3);
  expect(new Set(keys).size).toBe(1);
  await playground.expectAvailable(4);
});

test("while a model is out its runs are paused and said to be, and go on by themselves", async ({ page, browser }, {
  project,
}) => {
  const model = project.name === "phone" ? "opus" : "haiku";
  await signIn(page);
  const other = await browser.newPage(); // one person's failures alone would not do
  await signIn(other);
  const people = [page, other];
  const playground = new PlaygroundPage(page);
  await playground.open("?package=prpm/plain-english");
  const [item] = (
    (await (await page.request.get("/api/v1/packages?q=plain-english")).json()) as { items: { id: string }[] }
  ).items;
  const body = { packageId: item?.id, userInput: `${project.name} [[standin error=529 retry_after=15]]`, model };
  await expect
    .poll(
      async () => {
        const headers = { Origin: new URL(page.url()).origin };
        const [person = page] = people.reverse();
        const answer = await person.request.post("/api/v1/playground/run", { data: body, headers });
        return ((await answer.json()) as { reason?: string }).reason;
      },
      { intervals: [50] },
    )
    .toBe("circuit_open");

  await page.reload();
  await page.getByRole("button", { name: /^Model/ }).click();
  await page.getByRole("radio", { name: new RegExp(model, "i") }).check();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/is not answering at the moment; runs are paused, nothing is charged\./)).toBeVisible();
  await expect(page.getByText(/Trying again in 0:[01]\d/)).toBeVisible();
  await playground.input.fill("After it. [[standin tokens=40 rate=500 ttft=1]]");
  await expect(playground.run).toBeDisabled();
  await expect(playground.run).toBeEnabled({ timeout: 30_000 });
  await playground.run.click();
  await playground.expectReceipt(1);
});

import { expect, type Page } from "@playwright/test";
import { test } from "@/tests/support/browser-test";
import { E2E_OPERATOR } from "@/tests/support/e2e-port";
import { expectAccessible } from "@/tests/support/pages/accessible";
import { BuyDialog } from "@/tests/support/pages/buy-dialog";
import { PlaygroundPage } from "@/tests/support/pages/playground-page";
import { routeWhile } from "@/tests/support/pages/route-while";
import { signIn, signInAs } from "@/tests/support/pages/sign-in";
import {
  advanceStripe,
  answerBank,
  cancelAtStripe,
  changeCardAtStripe,
  payAtStripe,
  routeStripeJs,
} from "@/tests/support/pages/stripe-pages";

// In order and once: one test moves Stripe's clock by a month, which would end the pages that another pays on.
test.describe.configure({ mode: "default" });

const PACKS = [
  { credits: 100, price: "$5" },
  { credits: 250, price: "$10" },
  { credits: 600, price: "$20" },
];
const TYPED = "What I was about to ask.";

async function openWithInput(page: Page): Promise<PlaygroundPage> {
  await signIn(page, "/playground?package=prpm/plain-english");
  const playground = new PlaygroundPage(page);
  await expect(playground.input).toBeEditable();
  await playground.input.fill(TYPED);
  return playground;
}

async function giveCard(buy: BuyDialog, number: string): Promise<void> {
  await buy.dialog.getByLabel("Card number").fill(number);
  await buy.dialog.getByLabel("Expiration date").fill("12/34");
  await buy.dialog.getByLabel("Security code").fill("123");
  await buy.button("Pay $10").click();
}

for (const { credits, price } of PACKS) {
  test(`buying ${credits} credits on Stripe's page comes back to the same input, with the credits there @any-size`, async ({
    page,
  }) => {
    const playground = await openWithInput(page);
    const buy = new BuyDialog(page);
    await buy.open();
    await buy.choose(credits);
    await buy.button(`Pay ${price}`).click();
    await payAtStripe(page);
    await expect(page.getByText(`${credits} credits added. ${credits + 5} credits available now.`)).toBeVisible();
    await expect.poll(() => new URL(page.url()).search).toBe("?package=prpm%2Fplain-english");
    await expect(playground.input).toHaveValue(TYPED);
    await playground.expectAvailable(credits + 5);
    await expectAccessible(page);

    await page.goto("/credits");
    const receipts = page.getByRole("table", { name: "Purchases and invoices, newest first" });
    await expect(receipts.getByRole("row", { name: new RegExp(`Pack of ${credits} credits.*Paid`) })).toBeVisible();
    await expect(receipts.getByRole("link", { name: /^Receipt/ })).toHaveAttribute("rel", "noreferrer");
    await expectAccessible(page);
  });
}

test("the dialog lies over the playground, whose state stays; Escape and the way back close it @any-size", async ({
  page,
}) => {
  const playground = await openWithInput(page);
  await playground.input.evaluate((field) => field.setAttribute("data-same", "yes"));
  const buy = new BuyDialog(page);
  await buy.open();
  await expect(page).toHaveURL(/\/playground\/credits\/buy/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(buy.dialog).toBeHidden();
  await expect(page.getByRole("button", { name: /^Credits: / })).toBeFocused();
  await expect(page).toHaveURL(/\/playground(\?.*)?$/);
  await buy.open();
  await page.goBack();
  await expect(buy.dialog).toBeHidden();
  await expect(playground.input).toHaveValue(TYPED);
  await expect(playground.input).toHaveAttribute("data-same", "yes");

  await buy.open();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Buy credits" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the playground" }).click();
  await expect(playground.input).toHaveValue(TYPED);
});

test("leaving Stripe's page without paying brings everything back, and lists no purchase @any-size", async ({
  page,
}) => {
  const playground = await openWithInput(page);
  const buy = new BuyDialog(page);
  await buy.open();
  await buy.button("Pay $10").dblclick();
  await cancelAtStripe(page);
  await expect(playground.input).toHaveValue(TYPED);
  await playground.expectAvailable(5);
  await page.goto("/credits");
  await expect(page.getByText("Nothing was bought yet.")).toBeVisible();
});

test("the browser's way back from Stripe's page finds the pack that was chosen, its price, and a button that works @any-size", async ({
  page,
}) => {
  await openWithInput(page);
  const buy = new BuyDialog(page);
  await buy.open();
  await buy.choose(600);
  // The address has the choice, whatever a browser fills in by itself.
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(await page.evaluate(() => window.location.href));
  await expect(elsewhere.getByRole("radio", { name: /^600 credits/ })).toBeChecked();
  await elsewhere.close();
  await buy.button("Pay $20").click();
  await page.waitForURL(/\/c\/pay\//);
  await page.goBack();
  await expect(page.getByRole("radio", { name: /^600 credits/ })).toBeChecked();
  await page.getByRole("button", { name: "Pay $20" }).click();
  await page.waitForURL(/\/c\/pay\//);
});

test("closing the dialog while Stripe's page is being opened leads nowhere @any-size", async ({ page }) => {
  const playground = await openWithInput(page);
  const buy = new BuyDialog(page);
  await buy.open();
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/v1/playground/credits/purchase", async (route) => {
    await asked;
    await route.continue();
  });
  await buy.button("Pay $10").click();
  await page.keyboard.press("Escape");
  await expect(buy.dialog).toBeHidden();
  const answered = page.waitForResponse("**/api/v1/playground/credits/purchase");
  answer();
  await (await answered).finished();
  await playground.input.fill("Still here.");
  await expect(playground.input).toHaveValue("Still here.");
  expect(new URL(page.url()).pathname).toBe("/playground");
});

test("who was signed out while they paid is told so, and of the credits once they are signed in @any-size", async ({
  page,
}) => {
  const email = await signIn(page, "/playground");
  const buy = new BuyDialog(page);
  await buy.open();
  await buy.button("Pay $10").click();
  await page.waitForURL(/\/c\/pay\//);
  await page.context().clearCookies();
  await payAtStripe(page);
  await expect(page.getByText("You were signed out. Your credits come all the same.")).toBeVisible();
  await expectAccessible(page);
  await signInAs(page, email);
  await expect(page.getByText("250 credits added. 255 credits available now.")).toBeVisible();
});

test("while the webhook is late the payment is being confirmed, over a reload too, and never said to be done @any-size", async ({
  page,
}) => {
  await openWithInput(page);
  let isLate = true;
  await page.route("**/api/v1/playground/credits/purchases/*", async (route) => {
    const response = await route.fetch();
    const line = (await response.json()) as object;
    await route.fulfill({ response, json: isLate ? { ...line, status: "open", paidAt: null } : line });
  });
  const buy = new BuyDialog(page);
  await buy.open();
  await buy.choose(100);
  await buy.button("Pay $5").click();
  await payAtStripe(page);
  await expect(page.getByText("Your payment is being confirmed. Your 100 credits are on their way.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Your payment is being confirmed.")).toBeVisible();
  await expect(page.getByText("credits added")).toHaveCount(0);
  isLate = false;
  await expect(page.getByText("100 credits added.")).toBeVisible();
});

test("a success address says nothing of somebody else's purchase, and grants nothing @any-size", async ({ page }) => {
  await signIn(page, "/credits?purchase=0190a1b2-0000-7000-8000-000000000000");
  await expect(page.getByText("That purchase is not one of yours.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "5 credits available" })).toBeVisible();
  await page.getByRole("button", { name: "Close this notice" }).click();
  await expect(page.getByText("That purchase is not one of yours.")).toHaveCount(0);
});

test("a payment that the bank did not confirm is said so on the way back, and is not waited for @any-size", async ({
  page,
}) => {
  await signIn(page, "/playground?purchase=0190a1b2-0000-7000-8000-000000000000&redirect_status=failed");
  await expect(page.getByText("The payment was not confirmed with your bank. Nothing was charged")).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await page.getByRole("link", { name: "Choose a pack again" }).click();
  await expect(page.getByRole("dialog", { name: "Buy credits" })).toBeVisible();
});

test("a card that is declined is said in the dialog, and another one pays the same purchase @any-size", async ({
  page,
}) => {
  await routeStripeJs(page);
  const playground = await openWithInput(page);
  const buy = new BuyDialog(page);
  await buy.open();
  await buy.dialog.getByRole("radio", { name: /With a card, here/ }).check();
  await buy.button("Continue to the card").click();
  await giveCard(buy, "4000000000009995");
  await expect(buy.dialog.getByText("The card has not enough money on it. Nothing was charged")).toBeVisible();
  await expectAccessible(page);
  await giveCard(buy, "4242424242424242");
  await expect(buy.dialog.getByText("250 credits added. 255 credits available now.")).toBeVisible();
  await buy.button("Go on").click();
  await expect(buy.dialog).toBeHidden();
  await expect(playground.input).toHaveValue(TYPED);
  await playground.expectAvailable(255);
  await page.goto("/credits");
  await expect(page.getByRole("row", { name: /Pack of/ })).toHaveCount(1);
});

for (const { answer, words } of [
  { answer: "Fail", words: "The payment was not confirmed with your bank. Nothing was charged" },
  { answer: "Complete", words: "250 credits added." },
] as const) {
  test(`a bank's question over the dialog can be answered: ${answer} @any-size`, async ({ page }) => {
    await routeStripeJs(page);
    await openWithInput(page);
    const buy = new BuyDialog(page);
    await buy.open();
    await buy.dialog.getByRole("radio", { name: /With a card, here/ }).check();
    await buy.button("Continue to the card").click();
    await giveCard(buy, "4000002760003184");
    await answerBank(page, answer);
    await expect(buy.dialog.getByText(words)).toBeVisible();
  });
}

test("PRPM+: subscribe and see 200, cancel, resume, a month later a failed payment, and another card @any-size", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, "/pricing");
  await page.getByRole("button", { name: "Subscribe to PRPM+" }).click();
  await payAtStripe(page);
  await expect(page.getByText("You have PRPM+: 200 credits a month. 205 credits available now.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Plan and billing" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Subscribe to PRPM+" })).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).search).toBe("");

  await page.goto("/settings");
  const billing = page.getByRole("region", { name: "Plan and billing" });
  await expect(billing).toContainText("It renews on");
  await billing.getByRole("button", { name: "Cancel PRPM+" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel PRPM+?" });
  await expect(dialog).toContainText("Purchased credits stay and never expire.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel PRPM+" }).click();
  await expect(billing).toContainText("It ends on");
  await billing.getByRole("button", { name: "Keep PRPM+" }).click();
  await expect(billing).toContainText("It renews on");

  await advanceStripe("P1M");
  await page.goto("/credits");
  await expect(page.getByRole("heading", { level: 1, name: "405 credits available" })).toBeVisible();
  await expect(page.getByRole("term").filter({ hasText: "Rolled over" })).toBeVisible();
  await page.getByRole("link", { name: "Rolled over", exact: true }).click();
  await expect(page.getByText("Unused in the month, rolled over")).toBeVisible();
  await expect(page.getByText("Rolled over from the month before")).toBeVisible();
  await expect(page.getByRole("row", { name: /A month of PRPM\+.*\+200.*\$20.*Paid/ })).toHaveCount(2);

  await page.goto("/settings");
  await billing.getByRole("button", { name: "Cards and invoices at Stripe" }).click();
  await changeCardAtStripe(page, "4000000000000341");
  await advanceStripe("P1M1D");
  await page.goto("/playground");
  await page.getByRole("link", { name: "Give another card" }).click();
  await expect(billing).toContainText("The last payment failed. Credits that were granted stay.");
  await expectAccessible(page);
  await billing.getByRole("button", { name: "Give another card" }).click();
  await changeCardAtStripe(page, "4242424242424242");
  await advanceStripe("P8D");
  await page.goto("/settings");
  await expect(billing).toContainText("It renews on");
});

test("while Stripe is away nothing is bought, it is said, and the next try goes through @any-size", async ({
  page,
}) => {
  await openWithInput(page);
  const buy = new BuyDialog(page);
  await buy.open();
  const end = await routeWhile(page, "**/api/v1/playground/credits/purchase", (route) =>
    route.fulfill({ status: 503, json: { error: "payments_unavailable", message: "no", reason: "stripe" } }),
  );
  await buy.button("Pay $10").click();
  await expect(buy.dialog.getByRole("alert")).toHaveText("Stripe can't be reached at the moment; nothing was charged.");
  await expect(buy.button("Try again")).toBeFocused();
  end();
  await buy.button("Try again").click();
  await page.waitForURL(/\/c\/pay\//);
});

test("a refund of a pack that is partly spent: debt shown, runs refused with a sentence, the next purchase pays it @any-size", async ({
  page,
  browser,
  baseURL,
}) => {
  const email = await signIn(page, "/playground?package=prpm/plain-english");
  const playground = new PlaygroundPage(page);
  await expect(playground.input).toBeEditable();
  const buy = new BuyDialog(page);
  await buy.open();
  await buy.choose(100);
  await buy.button("Pay $5").click();
  await payAtStripe(page);
  await expect(page.getByText("100 credits added.")).toBeVisible();
  let left = 105;
  while (left > 98) {
    const data = { baseline: true, userInput: "x [[standin tokens=20000 rate=200000 ttft=1]]", maxCredits: 10 };
    const run = await page.request.post("/api/v1/playground/run", { headers: { origin: baseURL ?? "" }, data });
    left = ((await run.json()) as { creditsRemaining: number }).creditsRemaining;
  }

  const operator = await (await browser.newContext(baseURL === undefined ? {} : { baseURL })).newPage();
  await signInAs(operator, E2E_OPERATOR, `/admin?tab=users&q=${encodeURIComponent(email)}`);
  await operator.getByRole("link", { name: email }).click();
  await operator.getByRole("button", { name: "Refund Pack of 100 credits" }).click();
  const dialog = operator.getByRole("dialog", { name: "Refund a purchase" });
  await expect(dialog).toContainText(
    `${email} gets $${((left * 5) / 100).toFixed(2)} back and loses the ${left} credits`,
  );
  await dialog.getByRole("radio", { name: /The whole purchase/ }).check();
  await expect(dialog).toContainText(`The ${100 - left} credits already used`);
  await dialog.getByRole("textbox", { name: /Reason/ }).fill("asked for it");
  await expectAccessible(operator);
  await dialog.getByRole("button", { name: "Refund $5" }).click();
  await expect(operator.getByRole("row", { name: /Pack of 100 credits.*Refunded/ })).toBeVisible();
  await operator.goto("/admin?tab=payments&q=charge.refunded");
  await expectAccessible(operator);
  await operator
    .getByRole("button", { name: /^Replay charge.refunded/ })
    .first()
    .click();
  await operator.getByRole("dialog").getByRole("button", { name: "Replay" }).click();
  await expect(operator.getByText("Handled again: nothing to change.")).toBeVisible();

  const debt = 100 - left;
  await page.reload();
  await expect(page.getByText(`${debt} owed`).first()).toBeVisible();
  await playground.ask(TYPED);
  const owing = page.getByRole("dialog", { name: `Runs wait until ${debt} credits are paid back` });
  await expect(owing).toContainText("owed after a refund or dispute");
  await expectAccessible(page);
  await owing.getByRole("link", { name: "Buy credits" }).click();
  await expect(owing).toBeHidden();
  await expect(buy.dialog).toContainText(`You owe ${debt} credits; purchased credits pay them first`);
  await buy.choose(100);
  await buy.button("Pay $5").click();
  await payAtStripe(page);
  await expect(page.getByText(`100 credits added. ${100 - debt} credits available now.`)).toBeVisible();
  await expect(playground.input).toHaveValue(TYPED);
  await page.goto("/credits");
  await expect(page.getByRole("row", { name: /Pack of 100 credits.*Refunded/ })).toBeVisible();
  await operator.context().close();
});

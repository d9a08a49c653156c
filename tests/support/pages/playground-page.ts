import { expect, type Locator, type Page } from "@playwright/test";

/** The playground as a person uses it. */
export class PlaygroundPage {
  readonly page: Page;
  readonly input: Locator;
  readonly run: Locator;
  readonly stop: Locator;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByRole("textbox", { name: "Your input" });
    this.run = page.getByRole("button", { name: /^Run/ });
    this.stop = page.getByRole("button", { name: /^Stop/ });
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/playground${query}`);
    await expect(this.input).toBeEditable();
  }

  turn(number: number): Locator {
    return this.page.getByRole("article", { name: `Turn ${number}` });
  }

  /** Waits until a turn shows what it cost. */
  async expectReceipt(number: number): Promise<Locator> {
    const turn = this.turn(number);
    await expect(turn.getByRole("button", { name: "Copy answer" })).toBeVisible({ timeout: 30_000 });
    await expect(this.run).toBeVisible();
    return turn;
  }

  async expectAvailable(credits: number): Promise<void> {
    const words = `${credits} ${credits === 1 ? "credit" : "credits"} available`;
    await expect(this.page.getByRole("button", { name: new RegExp(words) })).toBeVisible();
  }
}

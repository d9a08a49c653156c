import { expect, type Locator, type Page } from "@playwright/test";

/** Text without what drawing it as Markdown takes away: its letters alone. */
function lettersOf(text: string): string {
  return text.replace(/[^A-Za-z]/g, "");
}

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
    return this.page.getByRole("article", { name: `Turn ${number}`, exact: true });
  }

  /** Sends an input that the composer is to take. */
  async ask(input: string): Promise<void> {
    await this.input.fill(input);
    await this.run.click();
  }

  /** Waits until a turn's answer has at least so many characters on screen. */
  async expectText(number: number, characters: number): Promise<void> {
    await expect.poll(async () => (await this.shownLetters(number)).length).toBeGreaterThan(characters);
  }

  /** The letters of a turn's answer as they stand on screen; "" before the first. */
  async shownLetters(number: number): Promise<string> {
    const answer = this.turn(number).locator("[aria-busy]").first();
    return (await answer.count()) === 0 ? "" : lettersOf(await answer.innerText());
  }

  /** What stands on screen is the beginning of this text: nothing twice, nothing left out. */
  async expectBeginningOf(text: string, number: number): Promise<void> {
    const shown = await this.shownLetters(number);
    expect(shown).toBe(lettersOf(text).slice(0, shown.length));
  }

  /** Waits until a turn shows what it cost. */
  async expectReceipt(number: number): Promise<Locator> {
    const turn = this.turn(number);
    await expect(turn.getByRole("button", { name: "Copy answer" })).toBeVisible({ timeout: 30_000 });
    await expect(this.run).toBeVisible();
    return turn;
  }

  /** The answer of an ended turn, byte for byte, as the page has it. */
  async copyAnswer(number: number): Promise<string> {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.turn(number).getByRole("button", { name: "Copy answer" }).click();
    await expect(this.turn(number).getByRole("button", { name: "Copied" })).toBeVisible();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** The session that the address names. */
  get sessionId(): string {
    return new URL(this.page.url()).searchParams.get("session") ?? "";
  }

  async expectAvailable(credits: number): Promise<void> {
    const words = `${credits} ${credits === 1 ? "credit" : "credits"} available`;
    await expect(this.page.getByRole("button", { name: new RegExp(words) })).toBeVisible();
  }
}

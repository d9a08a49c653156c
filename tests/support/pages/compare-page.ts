import { expect, type Locator, type Page } from "@playwright/test";

/** The screen of a comparison as a person uses it. */
export class ComparePage {
  readonly page: Page;
  readonly input: Locator;
  readonly run: Locator;

  constructor(page: Page) {
    this.page = page;
    this.input = page.getByRole("textbox", { name: "Your input" });
    this.run = page.getByRole("button", { name: /^Run/ });
  }

  /** Opens lanes as an address names them. */
  async open(query: string): Promise<void> {
    await this.page.goto(`/playground?${query}`);
    await expect(this.page.getByRole("heading", { name: "Compare", exact: true })).toBeVisible();
    await expect(this.input).toBeEditable();
  }

  head(number: number): Locator {
    return this.page.getByRole("button", { name: new RegExp(`^Lane ${number}: .* Choose another$`) });
  }

  turn(number: number): Locator {
    return this.page.getByRole("article", { name: `Turn ${number}`, exact: true });
  }

  /** One lane's answer in a turn. */
  answer(turn: number, lane: number): Locator {
    return this.turn(turn).getByRole("region", { name: new RegExp(`^Answer ${lane}\\b`) });
  }

  async ask(input: string): Promise<void> {
    await this.input.fill(input);
    await expect(this.page.getByTestId("quote")).toContainText("at most");
    await this.run.click();
  }

  /** Waits until nothing of the comparison runs any more. */
  async expectEnded(): Promise<void> {
    await expect(this.run).toBeVisible({ timeout: 30_000 });
  }

  /** What each lane of the newest turn did cost, as the server has it. */
  async charged(): Promise<number[]> {
    const { sessionId } = this;
    const response = await this.page.request.get(`/api/v1/playground/sessions/${sessionId}`);
    const { turns } = (await response.json()) as { turns: { runs: { creditsSpent: number }[] }[] };
    return turns.at(-1)?.runs.map(({ creditsSpent }) => creditsSpent) ?? [];
  }

  /** The session that the address names. */
  get sessionId(): string {
    return new URL(this.page.url()).searchParams.get("session") ?? "";
  }
}

import { expect, type Locator, type Page } from "@playwright/test";

/** The editor of one's own prompts as a person uses it. */
export class PromptEditorPage {
  readonly page: Page;
  readonly sheet: Locator;
  readonly text: Locator;
  readonly title: Locator;
  readonly use: Locator;
  readonly publish: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sheet = page.getByRole("dialog");
    this.text = this.sheet.getByRole("textbox", { name: "System prompt" });
    this.title = this.sheet.getByRole("textbox", { name: "Title" });
    this.use = this.sheet.getByRole("button", { name: "Use in playground" });
    this.publish = this.sheet.getByRole("button", { name: "Publish as package" });
  }

  variable(name: string): Locator {
    return this.sheet.getByRole("textbox", { name, exact: true });
  }

  async expectSaved(): Promise<void> {
    await expect(this.sheet.getByText("Saved", { exact: true })).toBeVisible();
  }

  async expectClosed(): Promise<void> {
    await expect(this.sheet).toHaveCount(0);
  }
}

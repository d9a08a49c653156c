import type { Locator, Page } from "@playwright/test";

/** The packs as a dialog, opened from the header's meter as a person does. */
export class BuyDialog {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: "Buy credits" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("button", { name: /^Credits: / }).click();
    await this.page.getByRole("dialog", { name: "Credits" }).getByRole("link", { name: "Buy credits" }).click();
    await this.dialog.waitFor();
  }

  async choose(credits: number): Promise<void> {
    await this.dialog.getByRole("radio", { name: new RegExp(`^${credits} credits`) }).check();
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole("button", { name });
  }
}

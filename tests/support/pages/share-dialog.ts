import { expect, type Locator, type Page } from "@playwright/test";
import type { SharedSession } from "@/lib/sessions/shared-session";

/** The dialog in which a thread is shared, as a person uses it. */
export class ShareDialogPage {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole("dialog", { name: "Share this thread" });
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole("button", { name });
  }

  turn(number: number): Locator {
    return this.dialog.getByRole("checkbox", { name: `Show turn ${number}`, exact: true });
  }

  get link(): Locator {
    return this.dialog.getByRole("textbox", { name: "Link", exact: true });
  }

  /** Opens it from the playground and waits until it shows what would be public. */
  async open(): Promise<void> {
    await this.page.getByRole("button", { name: "Share", exact: true }).press("Enter");
    await expect(this.dialog).toBeVisible();
    await this.expectPreview();
  }

  async expectPreview(): Promise<void> {
    await expect(this.dialog.getByRole("heading", { name: "What everyone with the link sees" })).toBeVisible();
    await expect(this.dialog.locator("[aria-busy='true']")).toHaveCount(0);
  }

  /** Makes the link and answers its token. */
  async create(): Promise<string> {
    await this.button("Create link").press("Enter");
    await expect(this.link).toBeVisible();
    return (await this.link.inputValue()).split("/").at(-1) ?? "";
  }
}

/** What a link shows to a stranger; its status when it shows nothing. */
export async function readShared(page: Page, token: string): Promise<SharedSession | number> {
  const url = new URL(`/api/v1/playground/shared/${token}`, page.url());
  const response = await fetch(url);
  return response.ok ? ((await response.json()) as SharedSession) : response.status;
}

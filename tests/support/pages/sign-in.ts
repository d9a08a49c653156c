import type { Page } from "@playwright/test";

let count = 0;

/** Signs in as somebody new by the form for one machine, and comes back to the given path. */
export async function signIn(page: Page, callbackUrl = "/playground"): Promise<string> {
  count += 1;
  const email = `visitor${count}.${process.pid}.${Date.now()}@example.com`;
  await signInAs(page, email, callbackUrl);
  return email;
}

/** Signs in with an e-mail address. */
export async function signInAs(page: Page, email: string, callbackUrl = "/playground"): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByRole("button", { name: /sign in|continue/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

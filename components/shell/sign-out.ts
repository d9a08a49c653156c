/** Ends the session and goes home; the page is loaded anew so that nothing of the account stays in memory. */
export async function signOut(): Promise<void> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  await fetch("/api/auth/signout", { method: "POST", body: new URLSearchParams({ csrfToken, json: "true" }) });
  sessionStorage.clear();
  location.assign("/");
}

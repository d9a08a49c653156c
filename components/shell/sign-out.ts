const unfinished = new Set<() => Promise<void>>();

/** Has something finished before the account is left, while the server still knows who asks. */
export function beforeSignOut(finish: () => Promise<void>): void {
  unfinished.add(finish);
}

/** Finishes what waits in this window. */
export async function finishBeforeSignOut(): Promise<void> {
  await Promise.allSettled([...unfinished].map((finish) => finish()));
}

/** Ends the session and goes home, or elsewhere; the page is loaded anew so that nothing of the account stays in memory. */
export async function signOut(goTo = "/"): Promise<void> {
  await finishBeforeSignOut();
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  await fetch("/api/auth/signout", { method: "POST", body: new URLSearchParams({ csrfToken, json: "true" }) });
  sessionStorage.clear();
  location.assign(goTo);
}

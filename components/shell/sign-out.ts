import { NO_ANSWER } from "@/components/http/request";
import { toast } from "@/components/ui/toast";

const unfinished = new Set<() => Promise<void>>();

/** Has something finished before the account is left, while the server still knows who asks. */
export function beforeSignOut(finish: () => Promise<void>): void {
  unfinished.add(finish);
}

/** Finishes what waits in this window. */
export async function finishBeforeSignOut(): Promise<void> {
  await Promise.allSettled([...unfinished].map((finish) => finish()));
}

async function endSession(): Promise<void> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  await fetch("/api/auth/signout", { method: "POST", body: new URLSearchParams({ csrfToken, json: "true" }) });
}

/**
 * Ends the session and goes home, or elsewhere; the page is loaded anew so that nothing of the account stays in memory.
 * Where the server does not answer, it is said that nobody was signed out.
 */
export async function signOut(goTo = "/"): Promise<void> {
  await finishBeforeSignOut();
  try {
    await endSession();
  } catch {
    toast(`You are still signed in. ${NO_ANSWER.message}`);
    return;
  }
  sessionStorage.clear();
  location.assign(goTo);
}

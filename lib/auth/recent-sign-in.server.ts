import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";

/** What cannot be undone wants somebody who was there a moment ago, not a browser that was left open. */
const RECENT_MS = 60 * 60 * 1_000;

/** Did this browser's owner sign in within the last hour? */
export function isRecentSignIn({ via, signedInAt }: Pick<Viewer, "via" | "signedInAt">, now: Date): boolean {
  return via === "cookie" && signedInAt !== null && now.getTime() - signedInAt.getTime() <= RECENT_MS;
}

/** Refuses (`forbidden`, with the reason) whoever is not a browser that was signed in within the last hour. */
export function requireRecentSignIn(viewer: Viewer, now: Date): void {
  if (isRecentSignIn(viewer, now)) return;
  if (viewer.via !== "cookie") {
    const message = "This can be done in a browser only, signed in to the account.";
    throw new AppError("forbidden", { message, details: { reason: "browser_only" } });
  }
  const message = "Sign in again first: this wants a sign-in of the last hour.";
  throw new AppError("forbidden", { message, details: { reason: "sign_in_again" } });
}

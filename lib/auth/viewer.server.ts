import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { identify } from "@/lib/auth/identify.server";
import { isDirectLoopback } from "@/lib/auth/peer.server";
import { readCredentials } from "@/lib/auth/session-token.server";
import type { Viewer } from "@/lib/auth/viewer";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";

/** Who looks at this page; null for nobody, also for a suspended account. Asked once a request. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const all = (await cookies()).getAll().map(({ name, value }) => [name, value] as const);
  const credentials = await readCredentials(null, Object.fromEntries(all));
  try {
    return (await identify(credentials, { name: "pages", perMinute: 0 }, now()))?.viewer ?? null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
});

/** The ways to sign in that this installation offers to this request. */
export async function signInOptions(): Promise<{ github: boolean; google: boolean; dev: boolean }> {
  const { GITHUB_ID, GOOGLE_ID, DEV_SIGN_IN } = env();
  const dev = DEV_SIGN_IN === true && isDirectLoopback(await headers());
  return { github: GITHUB_ID !== undefined, google: GOOGLE_ID !== undefined, dev };
}

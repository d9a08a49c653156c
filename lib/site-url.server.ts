import "server-only";
import { env } from "@/lib/env.server";

/** The public address of this installation, without a slash at its end. */
export function siteUrl(): string {
  return env().NEXTAUTH_URL.replace(/\/$/, "");
}

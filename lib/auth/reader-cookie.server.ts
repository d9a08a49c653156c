import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env.server";

/** Tells readers of shared pages apart who have no account, so that each is counted once and votes once. */
export const READER_COOKIE = "prpm_reader";
const SECONDS = 365 * 86_400;

function sign(id: string): string {
  return createHmac("sha256", env().SHARE_KEY).update(`reader:${id}`).digest("base64url").slice(0, 22);
}

/** A value that nobody had before. */
export function newReaderValue(): string {
  const id = randomBytes(16).toString("base64url");
  return `${id}.${sign(id)}`;
}

/** The reader in a cookie's value; null where we did not give it out. */
export function readReaderValue(value: string | null | undefined): string | null {
  const [id = "", mac = "", ...more] = (value ?? "").split(".");
  const expected = sign(id);
  if (id === "" || more.length > 0 || mac.length !== expected.length) return null;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(expected)) ? id : null;
}

/** The header field that gives a reader their value. */
export function readerSetCookie(value: string): string {
  const secure = env().NEXTAUTH_URL.startsWith("https://") ? "; Secure" : "";
  return `${READER_COOKIE}=${value}; Path=/; Max-Age=${SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

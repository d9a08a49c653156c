import "server-only";
import { createHash, createHmac } from "node:crypto";
import { env } from "@/lib/env.server";
import { siteUrl } from "@/lib/site-url.server";

const TOKEN = /^[A-Za-z0-9_-]{22}$/;

/** The token of a share: 128 bits that only the holder of SHARE_KEY can compute from its id. */
export function shareToken(shareId: string): string {
  const mac = createHmac("sha256", env().SHARE_KEY).update(`share:${shareId}`).digest();
  return mac.subarray(0, 16).toString("base64url");
}

/** The form in which a token is stored and found; null for what cannot be one. */
export function hashShareToken(token: string): Buffer | null {
  return TOKEN.test(token) ? createHash("sha256").update(token).digest() : null;
}

/** Where anyone reads it. */
export function shareUrl(token: string): string {
  return `${siteUrl()}/playground/shared/${token}`;
}

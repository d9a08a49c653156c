import "server-only";
import { createHash, createHmac } from "node:crypto";

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** SHA-256 of an API token: the only form in which one is stored, and by which it is found. */
export function hashApiToken(token: string): Buffer {
  return createHash("sha256").update(token, "utf8").digest();
}

/** A hash that only the holder of the key can compute, in hex. */
export function keyedHash(key: string, text: string): string {
  return createHmac("sha256", key).update(text, "utf8").digest("hex");
}

/** The same bytes for the same content, whatever the order in which its keys were written. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

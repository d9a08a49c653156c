import { createHash } from "node:crypto";
import type { IdempotencyRow } from "../state/rows";
import type { State } from "../state/tables";
import { StripeRefusal } from "./stripe-error";

const KEPT_SECONDS = 24 * 3_600;
const LONGEST_KEY = 255;
const MOST_KEYS = 10_000;

const error = (status: number, message: string, code?: string) =>
  new StripeRefusal(status, { type: "idempotency_error", message, ...(code !== undefined && { code }) });

/** What makes two requests the same one. */
export function fingerprint(method: string, path: string, params: object): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, params]))
    .digest("base64url");
}

/** The answers kept under idempotency keys, for 24 hours of Stripe's time. */
export function createIdempotency(rows: State["tables"]["idempotency"], now: () => number) {
  // Whatever was in flight when the last server ended is over.
  for (const row of rows.values()) if (row.status === null) rows.delete(row.id);

  function keptUnder(key: string): IdempotencyRow | undefined {
    const row = rows.get(key);
    if (row === undefined || now() - row.keptAt < KEPT_SECONDS) return row;
    rows.delete(key);
    return undefined;
  }

  return {
    /** Takes a key for a request: `kept` is what the same request came to before, `mine` is to be finished or let go. */
    begin(key: string, print: string, request: string): { kept: IdempotencyRow } | { mine: IdempotencyRow } {
      if (key.length > LONGEST_KEY) throw error(400, `Idempotency keys have at most ${LONGEST_KEY} characters.`);
      const kept = keptUnder(key);
      if (kept && kept.fingerprint !== print) {
        throw error(
          400,
          `Keys for idempotent requests can only be used with the same parameters they were first used with: '${key}'`,
        );
      }
      if (kept?.status === null) {
        throw error(409, `Another request with the idempotency key '${key}' is in progress.`, "idempotency_key_in_use");
      }
      if (kept) return { kept };
      const mine: IdempotencyRow = { id: key, fingerprint: print, status: null, body: "", request, keptAt: now() };
      rows.set(key, mine);
      const [oldest] = rows.keys();
      if (rows.size > MOST_KEYS && oldest !== undefined) rows.delete(oldest);
      return { mine };
    },
    finish(row: IdempotencyRow, answer: { status: number; body: string }): void {
      Object.assign(row, answer);
    },
    letGo(row: IdempotencyRow): void {
      rows.delete(row.id);
    },
  };
}
